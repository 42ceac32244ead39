import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setPlan } from '../../src/accounts/plans.ts'
import type { Caller } from '../../src/domain/caller.ts'
import { needs, shared } from '../support/needs.ts'
import { blockingPlan } from '../support/plans.ts'
import { World } from '../support/world.ts'
import { type FakturAnswer, FakturClient } from './faktur-client.ts'

type Json = Readonly<Record<string, unknown>>

const TODAY = '2026-11-21'

/** The contract's own examples, read where it stands. */
describe.skipIf(!needs('postgres-server') || !needs('shared'))('the documented examples of faktur', () => {
  const contract = needs('shared') ? readFileSync(shared('contracts/faktur.txt'), 'utf8') : ''
  /** The JSON that follows a title of the contract. */
  const exampleAfter = (title: string): Json => {
    const start = contract.indexOf('\n{', contract.indexOf(title)) + 1
    // The contract indents nothing: where the JSON ends only its braces tell.
    let depth = 0
    for (let end = start; end < contract.length; end += 1) {
      if (contract[end] === '{') depth += 1
      if (contract[end] === '}') depth -= 1
      if (depth === 0) return JSON.parse(contract.slice(start, end + 1)) as Json
    }
    throw new Error(`no example after ${title}`)
  }
  const MINIMAL = 'Ejemplo mínimo'
  const PAID = 'Ejemplo con pago explícito'

  let world: World
  let client: FakturClient
  beforeAll(async () => {
    world = await World.start()
    // The RUC in the documented access key.
    client = await FakturClient.of(world, '0991234567001')
  })
  afterAll(() => world.close())

  /** Every documented member is there with a value of its kind; what the contract writes out is the same. */
  function expectLike(given: unknown, documented: unknown, at: string): void {
    if (documented !== null && typeof documented === 'object') {
      expect(given, at).toBeTypeOf('object')
      for (const [name, value] of Object.entries(documented)) expectLike((given as Json)[name], value, `${at}.${name}`)
    } else if (documented === null) expect(given, at).toBeNull()
    else {
      expect(given, at).toBeTypeOf(typeof documented)
      if (typeof documented === 'string' && /^[A-Z]{3,}$|^\d{1,3}$|^\d{3}-\d{3}-/.test(documented)) {
        expect(given, at).toBe(documented)
      }
      if (typeof documented === 'string' && /^\d{4}-.*Z$/.test(documented))
        expect(given, at).toMatch(/^\d{4}-.*\.\d{3}Z$/)
    }
  }
  const today = (title: string): Json => ({ ...exampleAfter(title), issueDate: TODAY })

  test('the smallest invoice is answered as documented', async () => {
    const answer = await client.post(today(MINIMAL))
    expect(answer.status).toBe(201)
    const documented = exampleAfter('cuando el SRI autoriza')
    expectLike(answer.body, documented, '')
    expect(Object.keys(answer.body.data)).toEqual(Object.keys(documented.data as Json))
    expect(answer.body.data.accessKey).toHaveLength(49)
    for (const file of ['unsignedXml', 'signedXml', 'authorizedXml']) {
      expect(answer.body.data[file]).toMatch(/^<\?xml /)
    }
    expect(answer.body.data.signedXml).toContain('<formaPago>20</formaPago><total>11.50</total>')
  })

  test('the invoice with a payment is taken as documented', async () => {
    const answer = await client.post(today(PAID))
    expect(answer).toMatchObject({ status: 201, body: { success: true, data: { status: 'AUTHORIZED' } } })
    expect(answer.body.data.signedXml).toContain('<formaPago>01</formaPago><total>11.50</total>')
  })

  test.each([MINIMAL, PAID])('%s: with its own date it is for SRI to refuse, as late', async (title) => {
    const answer = await client.post(exampleAfter(title))
    expect(answer.status).toBe(201)
    expect(answer.body.data).toMatchObject({ status: 'REJECTED', sriResponse: { errors: [{ code: '65' }] } })
    expect(answer.body.data.errorDetail).toMatch(/65/)
  })

  test('without waiting it is answered as documented, and found by both of its names', async () => {
    const answer = await client.post(today(MINIMAL), { query: '?async=true' })
    expect(answer.status).toBe(201)
    const documented = exampleAfter('Modo asíncrono\nstatus')
    const { documentNumber, ...data } = documented.data as Json
    expectLike(answer.body, { ...documented, data }, '')
    expect(answer.body.data.documentNumber).toHaveLength(String(documentNumber).length)
    await world.settle()
    const byId = await client.get(answer.body.data.id)
    expect(byId.body.data.status).toBe('AUTHORIZED')
    expect((await client.detail(answer.body.data.accessKey)).body).toEqual(byId.body)
  })

  describe('an error', () => {
    const isDocumented = (answer: FakturAnswer, status: number, title: string) => {
      expect(answer.status).toBe(status)
      expect(answer.body).toEqual(exampleAfter(title))
    }

    test('of totals is the documented one', async () => {
      const answer = await client.post({ ...today(PAID), payments: [{ method: '01', amount: 11 }] })
      isDocumented(answer, 422, '422 — INCONSISTENT_TOTALS')
    })

    test('of the buyer is the documented one', async () => {
      const answer = await client.post({ ...today(MINIMAL), buyerId: '0102030405' })
      isDocumented(answer, 422, '422 — INVALID_BUYER_ID')
    })

    test('of the plan is the documented one', async () => {
      const limited = await FakturClient.of(world, '0991234568001')
      const caller = { tenantId: limited.tenantId, environment: 'sandbox' } as Caller
      await setPlan(world.house, caller, blockingPlan(0), 'test')
      isDocumented(await limited.post(today(MINIMAL)), 402, '402 — TX_LIMIT_REACHED')
    })
  })
})
