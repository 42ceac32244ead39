import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { typeOfCode } from '../simulator/sri/document-types.ts'
import { arithmeticFindings } from '../simulator/sri/rules/arithmetic.ts'
import type { Comprobante } from '../simulator/sri/rules/comprobante.ts'
import type { Draft } from '../src/domain/draft.ts'
import { EXAMPLE_CONTEXT } from '../src/jurisdictions/ecuador/examples/context.ts'
import { numbering } from '../src/jurisdictions/ecuador/numbering.ts'
import { prepare } from '../src/jurisdictions/ecuador/prepare.ts'
import { documentXml } from '../src/jurisdictions/ecuador/xml.ts'
import { readXml } from '../src/xml/reader.ts'

const prices = fc.oneof(
  fc.integer({ min: 0, max: 500_000 }).map((n) => (n / 100).toFixed(2)),
  fc.integer({ min: 0, max: 900_000_000 }).map((n) => (n / 1_000_000).toFixed(6)),
)
const quantities = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map(String),
  fc.integer({ min: 1, max: 9_000_000 }).map((n) => (n / 1_000_000).toFixed(6)),
)
const ivas = fc.constantFrom(
  { code: 'IVA', rate: '15' },
  { code: 'IVA', rate: '8' },
  { code: 'IVA', rate: '0' },
  { code: 'IVA', treatment: 'exempt' },
  { code: 'IVA', treatment: 'outside' },
)
const others = fc.constantFrom([], [], [{ code: '3610' }], [{ code: '3680' }], [{ code: '3101' }], [{ code: 'IRBPNR' }])
const adjustments = fc.option(
  fc.array(fc.record({ percent: fc.integer({ min: 0, max: 4_000 }).map((n) => (n / 100).toFixed(2)) }), {
    minLength: 1,
    maxLength: 2,
  }),
  { nil: undefined },
)

/** Sales of every kind that the neutral fields can say. */
const drafts: fc.Arbitrary<Draft> = fc
  .record({
    type: fc.constantFrom('01', '03', '04', '05'),
    pricesIncludeTax: fc.boolean(),
    currency: fc.constantFrom(undefined, 'EUR'),
    discounts: adjustments,
    lines: fc.array(
      fc.record({ quantity: quantities, unitPrice: prices, iva: ivas, other: others, discounts: adjustments }),
      { minLength: 1, maxLength: 40 },
    ),
  })
  .map(({ type, pricesIncludeTax, currency, discounts, lines }) => {
    const mayBearMore = type !== '03' && !pricesIncludeTax
    return JSON.parse(
      JSON.stringify({
        type,
        pricesIncludeTax,
        ...(currency === undefined ? {} : { currency, exchangeRate: '1.0873' }),
        discounts,
        buyer: { taxId: '1710034065', name: 'Ana Paz' },
        reference: type === '04' || type === '05' ? REFERENCE : undefined,
        lines: lines.map(({ iva, other, ...line }) => ({
          ...line,
          name: 'Cosa',
          taxes: mayBearMore ? [iva, ...other] : [iva],
        })),
      }),
    ) as Draft
  })

const REFERENCE = { number: '001-001-000000123', date: '2026-11-03', reason: 'Devolución' }

describe('what is computed for a sale in Ecuador', () => {
  test('has nothing that the simulated SRI answers with error 52', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { document, faults } = prepare(draft, EXAMPLE_CONTEXT)
        expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
        const number = numbering.format(document!.series, 7n)
        const xml = documentXml(document!, { number, expiresOn: undefined }, EXAMPLE_CONTEXT.now)
        expect(findingsIn(draft.type, xml)).toEqual([])
      }),
      { numRuns: 400 },
    )
  })
})

function findingsIn(code: string, xml: string): readonly string[] {
  const comprobante = {
    root: readXml(xml),
    type: typeOfCode(code)!,
    desk: { rules: { tolerance: '0.01' } },
  } as unknown as Comprobante
  return arithmeticFindings(comprobante).map((finding) => JSON.stringify(finding))
}
