import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { PRODUCTION } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { consumerRequest, creditRequest, FactlyClient } from './factly-client.ts'

const LINE = { description: 'Pan', qty: 1, unitPrice: 100 }
const NOBODY = { customerName: '', customerDocument: '' }
const line = (changes: object) => ({ lines: [{ ...LINE, ...changes }] })

describe.skipIf(!needs('postgres-server'))('what is wrong with a request of factly', () => {
  let world: World
  let sandbox: FactlyClient
  let production: FactlyClient
  let count = 0
  const fresh = () => `problema-${(count += 1)}`

  beforeAll(async () => {
    world = await World.start()
    sandbox = new FactlyClient(world.app, (await world.taxpayer('131000004')).taxpayer.apiKey)
    production = new FactlyClient(world.app, (await world.taxpayer('131000005', PRODUCTION)).taxpayer.apiKey, 'production')
  }) // prettier-ignore
  afterAll(() => world.close())

  async function told(changes: object, client = sandbox) {
    const answer = await client.create(creditRequest({ externalId: fresh(), ...changes }), fresh())
    expect(answer).toMatchObject({ status: 422, body: { code: 'API_DOCUMENT_VALIDATION_ERROR' } })
    return answer.body.details.errors as readonly { path: string; code: string; message: string }[]
  }
  const pathsOf = async (changes: object, client = sandbox) =>
    (await told(changes, client)).map(({ path }) => path).sort()

  test.each([
    { why: 'a value of another form and a rule', changes: { customerEmail: 'x', ...line({ taxRate: 15 }) }, paths: ['customerEmail', 'lines[0].taxRate'] },
    { why: 'a field left out and rules', changes: { ...NOBODY, issueDate: '2026-12-24', ...line({ description: undefined, taxRate: 15 }) }, paths: ['customerDocument', 'issueDate', 'lines[0].description', 'lines[0].taxRate'] },
    { why: 'a line that is none and another', changes: { lines: [3, { ...LINE, taxRate: 15 }] }, paths: ['lines[0]', 'lines[1].taxRate'] },
    { why: 'an inexact number and a field left out', changes: { externalId: undefined, ...line({ qty: 1e21 }) }, paths: ['externalId', 'lines[0].qty'] },
    { why: 'a blank name and a rule', changes: line({ description: '', taxRate: 15 }), paths: ['lines[0].description', 'lines[0].taxRate'] },
    { why: 'a long code and a rule', changes: { encf: 'E'.repeat(99), ...line({ taxRate: 15 }) }, paths: ['encf', 'lines[0].taxRate'] },
  ])('is told at once: $why', async ({ changes, paths }) => expect(await pathsOf(changes)).toEqual(paths)) // prettier-ignore

  test('is told at once in production, where a number is missing too', async () => {
    expect(await pathsOf(NOBODY, production)).toEqual(['customerDocument', 'encf'])
  })

  test.each([
    { why: 'a discount of a line without quantity', changes: line({ qty: 'x', discountAmount: 500 }), paths: ['lines[0].qty'] },
    { why: 'an indicator of a rate that is none', changes: line({ taxRate: 15 }), paths: ['lines[0].taxRate'] },
    { why: 'a buyer for a price that is none', changes: { documentType: '32', ...NOBODY, ...line({ qty: 10_000, unitPrice: '5' }) }, paths: ['lines[0].unitPrice'] },
    { why: 'anything of a type that is none', changes: { documentType: 31, ...NOBODY }, paths: ['documentType'] },
    { why: 'a reference whose parts are none', changes: { referenceIssueDate: 'ayer' }, paths: ['referenceIssueDate'] },
  ])('is not told of what only follows: $why', async ({ changes, paths }) => expect(await pathsOf(changes)).toEqual(paths)) // prettier-ignore

  test.each([
    { why: 'types that withhold', changes: { documentType: '41' }, path: 'documentType', says: 'documents/xml' },
    { why: 'a reference to nothing, by its date', changes: { referenceIssueDate: '2026-11-01' }, path: 'referenceEncf', says: 'e-NCF' },
    { why: 'a reference to nothing, by its code', changes: { referenceModificationCode: '1' }, path: 'referenceEncf', says: 'e-NCF' },
    { why: 'a term that ends too late', changes: { billingType: 'CREDITO', creditDays: 36_500 }, path: 'creditDays', says: 'días' },
    { why: 'a term without end', changes: { billingType: 'CREDITO', creditDays: 1e14 }, path: 'creditDays', says: 'días' },
    { why: 'a day too early', changes: { issueDate: '0001-01-01' }, path: 'issueDate', says: 'AAAA-MM-DD' },
    { why: 'a range too late', changes: { fechaVencimientoSecuencia: '2199-12-31' }, path: 'fechaVencimientoSecuencia', says: 'AAAA-MM-DD' },
    { why: 'a currency in words', changes: { currency: 'pesos' }, path: 'currency', says: 'DOP' },
    { why: 'a name where no buyer may stand', changes: { ...NOBODY, documentType: '43', customerName: 'Ana' }, path: 'customerName', says: '43' },
    { why: 'a quantity with an exponent', changes: line({ qty: 1e-9 }), path: 'lines[0].qty', says: '2 decimales' },
    { why: 'a third as a price', changes: line({ unitPrice: 100 / 3 }), path: 'lines[0].unitPrice', says: 'Tiene más de 4 decimales' },
    { why: 'an amount beyond any', changes: line({ qty: 1e14, unitPrice: 1e14 }), path: 'lines[0]', says: 'dígitos' },
  ])('is told by the field to change, in words that fit: $why', async ({ changes, path, says }) => {
    const problems = await told(changes)
    expect(problems).toMatchObject([{ path, message: expect.stringContaining(says) as string }])
    expect(problems[0]?.message).not.toMatch(/cadena decimal|dd-MM-yyyy/)
  }) // prettier-ignore

  test('is told at the lines where a credit note exceeds what is left', async () => {
    const { body } = await sandbox.create(creditRequest({ externalId: fresh() }), fresh())
    const note = { documentType: '34', referenceEncf: body.document.encf, referenceModificationCode: '3' }
    expect(await told({ ...note, ...line({ unitPrice: 5000 }) })).toMatchObject([{ path: 'lines', code: 'original-balance' }])
  }) // prettier-ignore

  test.each([
    { why: 'sums as programs reckon them', changes: line({ unitPrice: 0.1 + 0.2 }), total: 0.35 },
    { why: 'what the contract does not know', changes: { meta: { score: 0.1 + 0.2, deep: { text: '\u0000' } } }, total: 118.59 },
    { why: 'days of credit with CONTADO', changes: { creditDays: 40_000 }, total: 118.59 },
    { why: 'a currency in small letters', changes: { currency: 'dop' }, total: 118.59 },
  ])('is not $why', async ({ changes, total }) => {
    const answer = await sandbox.create(consumerRequest({ externalId: fresh(), ...changes }), fresh())
    expect(answer).toMatchObject({ status: 201, body: { document: { total, currency: 'DOP' } } })
    expect(answer.body).not.toHaveProperty('normalizedPayload.meta')
  }) // prettier-ignore

  test.each(['externalId', 'lines', 'meta'])('is told and harms nobody where %s nests deeply', async (name) => {
    const payload = `{"${name}":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    const headers = { 'content-type': 'application/json' }
    expect((await sandbox.ask('/documents', { method: 'POST', payload, key: fresh(), headers })).status).toBe(422)
  })

  test('with a file is told in Spanish, line and all', async () => {
    const answer = await sandbox.createXml('<ECF>\n<a></b>', fresh())
    expect(answer.body.details.errors).toMatchObject([{ code: 'xml-malformed', message: 'El XML no está bien formado (línea 2).' }])
    const empty = await sandbox.createXml('', fresh())
    expect(empty.body.details.errors).toMatchObject([{ message: 'El XML está vacío.' }])
  }) // prettier-ignore
})
