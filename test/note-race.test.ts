import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { conduct } from '../src/journey/conductor.ts'
import type { Journey, Outcome } from '../src/journey/journey.ts'
import type { Caller } from '../src/domain/caller.ts'
import { documentStore } from '../src/adapters/postgres/document-store.ts'
import { endDocument } from './support/api-operations.ts'
import { type ApiServer, apiServer } from './support/api-server.ts'
import { needs } from './support/needs.ts'
import { creditInvoice, dominicanTaxpayer, ecuadorianInvoice, ecuadorianTaxpayer } from './support/taxpayer.ts'

interface Country {
  readonly name: string
  readonly noteType: string
  taxpayer(parts: ApiServer['parts']): Promise<{ readonly caller: Caller }>
  invoice(): Record<string, unknown>
  /** A credit note over this share of the invoice. */
  note(original: { number: string }, tenths: number): Record<string, unknown>
}

const COUNTRIES: readonly Country[] = [
  {
    name: 'the Dominican Republic',
    noteType: '34',
    taxpayer: (parts) => dominicanTaxpayer(parts),
    invoice: () => creditInvoice(),
    note: ({ number }, tenths) =>
      creditInvoice({
        type: '34',
        reference: { number, code: '3' },
        lines: [
          {
            name: 'Pan de agua',
            kind: 'good',
            quantity: String(tenths),
            unitPrice: '100.00',
            taxes: [{ code: 'ITBIS', rate: '18' }],
          },
        ],
      }),
  },
  {
    name: 'Ecuador',
    noteType: '04',
    taxpayer: (parts) => ecuadorianTaxpayer(parts),
    invoice: () => ecuadorianInvoice(),
    note: ({ number }, tenths) =>
      ecuadorianInvoice({
        type: '04',
        reference: { number, reason: 'Devolución' },
        lines: [
          { name: 'Pan de yuca', quantity: String(tenths), unitPrice: '1.00', taxes: [{ code: 'IVA', rate: '15' }] },
        ],
      }),
  },
]

describe.skipIf(!needs('postgres-server')).each(COUNTRIES)('notes that are created at once in $name', (country) => {
  let api: ApiServer
  // As of two processes: neither knows what waits in the other's queue.
  let journeys: readonly Journey[]
  let caller: Caller

  beforeAll(async () => {
    api = await apiServer()
    ;({ caller } = await country.taxpayer(api.parts))
    const { house, parts } = api
    const documents = documentStore(house.database, () => house.chance.id())
    journeys = [parts.journey, conduct({ ...house, ...parts, documents })]
  })
  afterAll(() => api.close())

  const begin = (draft: unknown, index: number, key?: string): Promise<Outcome> =>
    journeys[index % journeys.length]!.begin(caller, draft, key)

  async function invoice() {
    const outcome = await begin(country.invoice(), 0)
    if (outcome.kind === 'faults') throw new Error(JSON.stringify(outcome.faults))
    return outcome.document
  }

  function talliesOf(outcomes: readonly Outcome[]) {
    const faults = outcomes
      .flatMap((one) => (one.kind === 'faults' ? one.faults : []))
      .flatMap(({ code, severity }) => (severity === 'error' ? [code] : []))
    return { created: outcomes.filter(({ kind }) => kind === 'created').length, faults }
  }

  test('exactly two of 32 that credit 40 % each are taken, from two processes', async () => {
    const original = await invoice()
    const asked = Array.from({ length: 32 }, (_, i) => begin(country.note(original, 4), i))
    const { created, faults } = talliesOf(await Promise.all(asked))
    expect(created).toBe(2)
    expect(faults).toEqual(Array.from({ length: 30 }, () => 'original-balance'))
  })

  test('as many as fit are taken, however many come at once', async () => {
    const original = await invoice()
    const asked = Array.from({ length: 40 }, (_, i) => begin(country.note(original, 1), i))
    expect(talliesOf(await Promise.all(asked)).created).toBe(10)
  })

  test('notes of many originals, in any order, neither wait in a circle nor for each other’s rules', async () => {
    const originals = await Promise.all(Array.from({ length: 12 }, invoice))
    const asked = originals.flatMap((original, i) =>
      [7, 7, 3].flatMap((tenths, turn) => [
        begin(country.note(originals[(i * 5 + turn) % 12]!, tenths), i + turn),
        begin(country.invoice(), i),
        begin(country.note(original, 10), i + 1),
      ]),
    )
    const outcomes = await Promise.all(asked)
    expect(talliesOf(outcomes).created).toBeGreaterThanOrEqual(12 * 3 + 12)
    for (const { id } of originals) expect(await left(id)).not.toMatch(/^-/)
  })

  test('a note that is repeated with its key is made once', async () => {
    const original = await invoice()
    const asked = Array.from({ length: 8 }, (_, i) =>
      begin(country.note(original, 4), i, 'once').catch(() => undefined),
    )
    const ids = (await Promise.all(asked)).flatMap((one) => (one && one.kind !== 'faults' ? [one.document.id] : []))
    expect(new Set(ids).size).toBe(1)
    expect(await begin(country.note(original, 4), 0, 'once')).toMatchObject({
      kind: 'replayed',
      document: { id: ids[0] },
    })
  })

  test('corrections of notes and new ones together credit no more than was sold', async () => {
    const original = await invoice()
    const failed = [await brokenNote(original), await brokenNote(original), await brokenNote(original)]
    const outcomes = await Promise.all([
      ...failed.map((id, i) => journeys[i % 2]!.correct(caller, id, country.note(original, 4))),
      ...Array.from({ length: 6 }, (_, i) => begin(country.note(original, 4), i)),
    ])
    const { created, faults } = talliesOf(outcomes)
    expect(created).toBe(2)
    expect(faults).toHaveLength(7)
  })

  /** A note that was rejected with its number left, so that it credits nothing and may be corrected. */
  async function brokenNote(original: { number: string }): Promise<string> {
    const outcome = await begin(country.note(original, 4), 0)
    if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome))
    // Past the leases of what an earlier call claimed.
    api.clock.advance(61_000)
    await endDocument(api, outcome.document.id, 'rejected')
    return outcome.document.id
  }

  /** What is left to credit of an original. */
  async function left(id: string): Promise<string> {
    const { rows } = await api.house.database.query<{ left: string }>({ tenantId: caller.tenantId }, {
      text: `select (o.total - coalesce(sum(n.total), 0))::text as left from documents o left join documents n
          on n.tenant_id = o.tenant_id and n.issuer_id = o.issuer_id and n.refers_to = o.series || '/' || o.sequence
            and n.type = $2 and n.state not in ('rejected', 'voided')
        where o.id = $1 group by o.total`,
      values: [id, country.noteType],
    }) // prettier-ignore
    return rows[0]?.left ?? 'nothing'
  }
})
