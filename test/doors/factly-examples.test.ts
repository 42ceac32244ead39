import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createKey, type KeyRequest } from '../../src/accounts/keys.ts'
import { SCOPES } from '../../src/domain/caller.ts'
import type { Client } from '../support/client.ts'
import { needs } from '../support/needs.ts'
import { blockingPlan } from '../support/plans.ts'
import { PRODUCTION } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { FactlyClient, type FactlyAnswer } from './factly-client.ts'
import { FactlyContract } from './factly-contract.ts'

const isThere = needs('shared') && needs('postgres-server')

/** The documented issue date lies in the past of the test's clock: here it is today. */
const TODAY = { issueDate: '2026-11-21' }

describe.skipIf(!isThere)('the documented examples of factly', () => {
  let contract: FactlyContract
  let world: World
  let taxpayer: Client
  let sandbox: FactlyClient

  beforeAll(async () => {
    contract = new FactlyContract()
    world = await World.start()
    taxpayer = await world.taxpayer('131000004')
    sandbox = new FactlyClient(world.app, taxpayer.taxpayer.apiKey)
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  function expectDocumented(operationId: string, answer: FactlyAnswer, status: number): void {
    expect({ status: answer.status, text: answer.text.slice(0, 2000) }).toMatchObject({ status })
    expect(contract.breaches(contract.operation(operationId), answer)).toEqual([])
  }

  /** Every field a schema names is in the value, groups in groups as well, but for those that have nothing to say yet. */
  function expectAllFields(name: string, value: object, silent: readonly string[]): void {
    const missing: string[] = []
    const visit = (schema: Readonly<Record<string, unknown>>, at: unknown, path: string): void => {
      for (const [key, below] of Object.entries((schema.properties ?? {}) as Record<string, Record<string, unknown>>)) {
        const found = (at as Record<string, unknown>)[key]
        if (found === undefined) missing.push(`${path}${key}`)
        else visit(below, found, `${path}${key}.`)
      }
    }
    visit(contract.schema(name), value, '')
    expect(missing.sort()).toEqual([...silent].sort())
  }

  test('ConsumerSandboxRequest, as printed, is received, queued and approved', async () => {
    const answer = await sandbox.create(contract.example('ConsumerSandboxRequest'), 'ejemplo-1')
    expectDocumented('createDocumentJson', answer, 201)
    expect(answer.body.document).toMatchObject({ issueDate: '2026-05-08', total: 1180, currency: 'DOP' })
    expectAllFields('DocumentResponse', answer.body, ['completedAt', 'dgii.trackId', 'dgii.httpStatus', 'dgii.errorCode', 'dgii.errorMessage'])
    await world.settle()
    const status = await sandbox.document(answer.body.id, '/status')
    expectDocumented('getDocumentStatus', status, 200)
    expect(status.body.status).toBe('approved')
  }) // prettier-ignore

  test('CreditFiscalRealRequest, as printed and dated today, is approved with its own number', async () => {
    for (const [index, changes] of [{}, TODAY].entries()) {
      const own = await world.taxpayer(`13100001${index}`)
      const client = new FactlyClient(world.app, own.taxpayer.apiKey)
      const answer = await client.create({ ...contract.example('CreditFiscalRealRequest'), ...changes }, 'ejemplo-2')
      expectDocumented('createDocumentJson', answer, 201)
      expect(answer.body.document).toMatchObject({ encf: 'E310000000018', total: 4130 })
      await world.settle()
      const document = await client.document(answer.body.id)
      expectDocumented('getDocument', document, 200)
      expect(document.body.status).toBe('approved')
      expectAllFields('DocumentResponse', document.body, ['dgii.errorCode', 'dgii.errorMessage'])
    }
  })

  test('CreditFiscalRealRequest is issued in production', async () => {
    const own = await world.taxpayer('131000021', PRODUCTION)
    const client = new FactlyClient(world.app, own.taxpayer.apiKey, 'production')
    const answer = await client.create({ ...contract.example('CreditFiscalRealRequest'), ...TODAY }, 'ejemplo-2')
    expectDocumented('createDocumentJson', answer, 201)
    await world.settle()
    expect((await client.document(answer.body.id)).body).toMatchObject({
      status: 'approved',
      environment: 'production',
    })
    const again = await client.create(
      { ...contract.example('ConsumerSandboxRequest'), ...TODAY, encf: 'E320000000001' },
      'ejemplo-3',
    )
    expectDocumented('createDocumentJson', again, 409)
  })

  test('CreditFiscalRealRequest is refused for its date when its sequence has expired', async () => {
    const passed = { ...contract.example('CreditFiscalRealRequest'), externalId: 'p', fechaVencimientoSecuencia: '2026-11-20' }
    const answer = await sandbox.create(passed, 'vencida')
    expectDocumented('createDocumentJson', answer, 422)
    expect(answer.body.details.errors).toMatchObject([{ path: 'fechaVencimientoSecuencia', code: 'sequence-expired' }])
  }) // prettier-ignore

  test('the catalogue labels type 31 as documented', async () => {
    const answer = await sandbox.askAt('/api/public/v1/catalogs/document-types')
    expectDocumented('listDocumentTypes', answer, 200)
    const types = answer.body.data
    expect(types).toContainEqual({ code: '31', label: 'Factura de Credito Fiscal Electronica' })
    expect(types.map(({ code }) => code)).toEqual(['31', '32', '33', '34', '41', '43', '44', '45', '46', '47'])
  })

  test('every operation keeps the contract in every status it declares', async () => {
    const seen = new Set<string>()
    const check = (operationId: string, answer: FactlyAnswer, status: number): FactlyAnswer => {
      expectDocumented(operationId, answer, status)
      seen.add(`${operationId} ${status}`)
      return answer
    }
    const own = await world.taxpayer('131000031')
    const client = new FactlyClient(world.app, own.taxpayer.apiKey)
    const stranger = new FactlyClient(world.app, 'emk_sandbox_nada')
    const example = (externalId: string) => ({ ...contract.example('ConsumerSandboxRequest'), externalId, ...TODAY })

    const first = check('createDocumentJson', await client.create(example('a'), 'a'), 201)
    const { id } = first.body
    check('createDocumentJson', await client.create({}, ''), 400)
    check('createDocumentJson', await client.create({}, 'k'), 422)
    check('createDocumentJson', await client.create(example('b'), 'a'), 409)
    check('listDocumentTypes', await client.askAt('/api/public/v1/catalogs/document-types'), 200)
    check('getUsage', await client.ask('/usage'), 200)
    check('getDocument', await client.document(id), 200)
    check('getDocumentStatus', await client.document(id, '/status'), 200)
    check('downloadDocumentPdf', await client.document(id, '/pdf'), 200)
    check('retryDocument', await client.retry(id), 202)
    check('testWebhook', await client.ask('/webhooks/test', { method: 'POST' }), 200)
    const xml = check('downloadDocumentXml', await client.document(id, '/xml'), 200)
    const file = xml.text.replace(/<eNCF>E32\d+/, '<eNCF>E320000005000')
    check('createDocumentXml', await client.createXml(file, 'x1'), 201)
    check('createDocumentXml', await client.createXml(file, 'a'), 409)
    check('createDocumentXml', await client.createXml('<ECF>', 'x2'), 400)
    await world.settle()
    check('retryDocument', await client.retry(id), 409)

    world.simulator.faults.add({ kind: 'reject' })
    const rejected = await client.create(example('r'), 'r')
    await world.settle()
    check('getDocument', await client.document(rejected.body.id), 200)
    check('getDocumentStatus', await client.document(rejected.body.id, '/status'), 200)

    for (const { operationId, method, path } of contract.operations) {
      const url = (environment: string, number: number) =>
        `/api/public${path.replace('{environment}', environment).replace('{id}', String(number))}`
      const request = method === 'POST' ? { method, key: 'k', body: {} } : { method }
      check(operationId, await stranger.askAt(url('sandbox', id), request), 401)
      if (path.includes('{environment}')) check(operationId, await client.askAt(url('production', id), request), 403)
      if (path.includes('{id}')) check(operationId, await client.askAt(url('sandbox', 9_999_999), request), 404)
    }

    const { tenantId } = own.taxpayer.caller
    await world.house.usage.setPlan({ tenantId, environment: 'sandbox' }, blockingPlan(1), 'test')
    check('createDocumentJson', await client.create(example('q'), 'q'), 402)

    const keyed = async (changes: Partial<KeyRequest>) => {
      const request = {
        tenantId,
        environment: 'sandbox',
        name: 'x',
        scopes: SCOPES,
        expiresAt: undefined,
        ...changes,
      } as const
      return new FactlyClient(world.app, (await createKey(world.house, 'test', request)).secret)
    }
    const slow = await keyed({ requestsPerMinute: 1 })
    await slow.ask('/usage')
    check('createDocumentJson', await slow.create(example('s'), 's'), 429)
    const writer = await keyed({ scopes: ['documents:write'] })
    check('listDocumentTypes', await writer.askAt('/api/public/v1/catalogs/document-types'), 403)

    check('getUsage', await client.askAt('/api/public/v1/staging/usage'), 400)
    // The rest has no way to happen: files are there from the first reply on.
    const declared = contract.operations.flatMap(({ operationId, responses }) =>
      Object.keys(responses).map((status) => `${operationId} ${status}`),
    )
    expect(declared.filter((each) => !seen.has(each)).sort()).toEqual([
      'downloadDocumentPdf 409',
      'downloadDocumentXml 409',
    ])
  })
})
