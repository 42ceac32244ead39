import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Precedents } from '../simulator/dgii/precedents.ts'
import { allAt } from '../simulator/reading.ts'
import type { Invoice } from '../simulator/dgii/rules/invoice.ts'
import { lineFindings } from '../simulator/dgii/rules/lines.ts'
import { paymentFindings } from '../simulator/dgii/rules/payment.ts'
import { summaryFindings } from '../simulator/dgii/rules/summary.ts'
import { totalFindings } from '../simulator/dgii/rules/totals.ts'
import type { CalendarDate } from '../src/domain/calendar.ts'
import type { Draft } from '../src/domain/draft.ts'
import type { Content } from '../src/jurisdictions/format/format.ts'
import type { PreparedDocument } from '../src/jurisdictions/jurisdiction.ts'
import { EXAMPLE_CONTEXT } from '../src/jurisdictions/dominican-republic/examples/context.ts'
import { prepare } from '../src/jurisdictions/dominican-republic/prepare.ts'
import { summaryXml } from '../src/jurisdictions/dominican-republic/summary.ts'
import { contentXml, numberedContent } from '../src/jurisdictions/dominican-republic/xml.ts'
import { readXml } from '../src/xml/reader.ts'

type Line = Draft['lines'][number]

describe('what is computed for a draft', () => {
  test('has nothing that the simulated authority remarks on with the selective tax either', () => {
    fc.assert(
      fc.property(selectiveDrafts, (draft) => {
        const { document, faults } = prepare(draft, EXAMPLE_CONTEXT)
        // A price that does not cover the specific tax is refused; anything else is not.
        const refusals = faults.filter(({ severity }) => severity === 'error').map(({ code }) => code)
        expect(document ? [] : refusals.filter((code) => !PRICE_FAULTS.has(code))).toEqual([])
        if (document) expect(remarksOn(fullXmlOf(draft, document), FULL_RULES)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('is what exact fractions give, rounded once at the end', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { document, faults } = prepare(draft, EXAMPLE_CONTEXT)
        fc.pre(document !== undefined)
        expect(document.totals, JSON.stringify(faults)).toMatchObject(expectedTotals(draft))
      }),
      { numRuns: 500 },
    )
  })

  test('has nothing that the simulated authority remarks on', () => {
    let judged = 0
    fc.assert(
      fc.property(drafts, (draft) => {
        const { document } = prepare(draft, EXAMPLE_CONTEXT)
        if (!document) return
        judged++
        expect(remarksOn(fullXmlOf(draft, document), FULL_RULES)).toEqual([])
        if (document.facts.channel === 'RFCE') {
          expect(remarksOn(summaryXml(fullContentOf(draft, document), 'a+B/9z'), [summaryFindings])).toEqual([])
        }
      }),
      { numRuns: 500 },
    )
    expect(judged).toBeGreaterThan(250)
  })
})

const PRICE_FAULTS: ReadonlySet<string> = new Set(['isc-ad-valorem-amount', 'isc-specific-amount'])
const FULL_RULES = [lineFindings, paymentFindings, totalFindings]

function fullContentOf({ type }: Draft, document: PreparedDocument): Content {
  const numbered = { number: `E${type}0000000007`, expiresOn: '2028-12-31' as CalendarDate }
  return numberedContent(document, numbered, EXAMPLE_CONTEXT.now)
}

function fullXmlOf(draft: Draft, document: PreparedDocument): string {
  return contentXml(draft.type, fullContentOf(draft, document))
}

function remarksOn(xml: string, rules: typeof FULL_RULES): readonly string[] {
  const root = readXml(xml)
  const type = /<TipoeCF>(\d+)/.exec(xml)?.[1] ?? ''
  // These rules ask nothing of the desk.
  const desk = {} as Precedents
  const lines = allAt(root, 'DetallesItems.Item')
  const invoice: Invoice = { root, lines, type, issuer: '', number: '', receivedAt: EXAMPLE_CONTEXT.now, desk }
  return rules
    .flatMap((rule) => [...rule(invoice)])
    .map(({ text }) => text)
    .filter((text) => !text.includes('se remite como resumen'))
}

// -- Drafts ------------------------------------------------------------------------------------------------------------

const figure = (most: number, decimals: number) =>
  fc.integer({ min: 1, max: most * 10 ** decimals }).map((n) => (n / 10 ** decimals).toFixed(decimals))

const RATES = ['18', '16', '0', 'exempt', 'outside'] as const
const itbis = fc
  .constantFrom(...RATES)
  .map((rate) =>
    rate === 'exempt' || rate === 'outside' ? { code: 'ITBIS', treatment: rate } : { code: 'ITBIS', rate },
  )
const adjustment = fc.oneof(
  figure(40, 2).map((percent) => ({ percent })),
  figure(9, 2).map((amount) => ({ amount })),
)

const line: fc.Arbitrary<Line> = fc
  .record({
    quantity: figure(40, 2),
    unitPrice: figure(900, 4),
    itbis,
    discounts: fc.array(adjustment, { maxLength: 2 }),
    charges: fc.array(adjustment, { maxLength: 2 }),
  })
  .map(({ itbis, ...rest }) => ({ name: 'Cosa', taxes: [itbis], ...rest }))

const drafts: fc.Arbitrary<Draft> = fc
  .record({
    type: fc.constantFrom('31', '32', '45'),
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    other: fc.option(fc.constantFrom('001', '002', '003', '004', '005')),
    pricesIncludeTax: fc.boolean(),
    discounts: fc.array(
      figure(30, 2).map((percent) => ({ percent })),
      { maxLength: 2 },
    ),
    charges: fc.array(adjustment, { maxLength: 1 }),
    rate: fc.option(figure(70, 4)),
    withheld: fc.option(figure(50, 2)),
  })
  .map(({ type, lines, other, rate, withheld, ...rest }) => ({
    ...rest,
    type,
    buyer: { taxId: '131880681', name: 'Comercial del Caribe, SRL' },
    lines: lines.map((each) => ({
      ...each,
      // On all lines or none: with different codes a global amount is refused.
      taxes: [...(each.taxes ?? []), ...(other === null ? [] : [{ code: other }])],
      ...(withheld !== null && type === '31' ? { withholdings: [{ code: 'ISR', amount: withheld }] } : {}),
    })),
    ...(rate === null ? {} : { currency: 'USD', exchangeRate: rate }),
  }))

/** Beer, wine, cigarettes and alcohol in bulk, some taxed at 16 percent. */
const selectiveDrafts: fc.Arbitrary<Draft> = fc
  .record({
    pricesIncludeTax: fc.boolean(),
    discounts: fc.array(
      figure(30, 2).map((percent) => ({ percent })),
      { maxLength: 1 },
    ),
    lines: fc.array(
      fc.record({
        codes: fc.constantFrom(['006', '023'], ['007', '024'], ['019', '036'], ['010', '027']),
        itbis: fc.constantFrom('18', '16'),
        isBulk: fc.boolean(),
        quantity: figure(40, 2),
        unitPrice: figure(900, 4),
        referencePrice: figure(900, 2),
        units: figure(30, 2),
        degrees: figure(60, 2),
        litres: fc.array(figure(2, 3), { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ lines, ...rest }) => ({
    ...rest,
    type: '31',
    buyer: { taxId: '131880681', name: 'Comercial del Caribe, SRL' },
    lines: lines.map(({ codes, itbis, isBulk, quantity, unitPrice, referencePrice, units, degrees, litres }) => ({
      name: 'Botella',
      quantity,
      unitPrice,
      taxes: [{ code: 'ITBIS', rate: itbis }, ...codes.map((code) => ({ code }))],
      do: {
        UnidadMedida: isBulk && codes[0] !== '019' ? '18' : '43',
        CantidadReferencia: units,
        UnidadReferencia: '43',
        TablaSubcantidad: {
          SubcantidadItem: litres.map((Subcantidad) => ({ Subcantidad, CodigoSubcantidad: '43' })),
        },
        GradosAlcohol: degrees,
        PrecioUnitarioReferencia: referencePrice,
      },
    })),
  }))

// -- The same arithmetic in fractions of whole numbers, from FACTS alone: no rounding but where a figure is written. --------

interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

const fraction = (over: bigint, under = 1n): Fraction => ({ over, under })
const ZERO = fraction(0n)
const plus = (a: Fraction, b: Fraction) => fraction(a.over * b.under + b.over * a.under, a.under * b.under)
const minus = (a: Fraction, b: Fraction) => plus(a, fraction(-b.over, b.under))
const times = (a: Fraction, b: Fraction) => fraction(a.over * b.over, a.under * b.under)
const by = (a: Fraction, b: Fraction) => fraction(a.over * b.under, a.under * b.over)
const total = (all: readonly Fraction[]) => all.reduce(plus, ZERO)
const percentOf = (a: Fraction, percent: string) => by(times(a, read(percent)), fraction(100n))

function read(text: string | number): Fraction {
  const [whole = '', decimals = ''] = String(text).split('.')
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length))
}

/** Half up; nothing here is negative. */
function rounded({ over, under }: Fraction, decimals = 2): Fraction {
  const unit = 10n ** BigInt(decimals)
  return fraction((over * unit * 2n + under) / (under * 2n), unit)
}

function written(value: Fraction): string {
  const cents = String(rounded(value).over).padStart(3, '0')
  return `${cents.slice(0, -2)}.${cents.slice(-2)}`
}

interface Bill {
  readonly rate: (typeof RATES)[number]
  readonly amount: Fraction
}

const DIVISORS: Readonly<Record<string, string>> = { '18': '1.18', '16': '1.16' }
const OTHER_RATES: Readonly<Record<string, string>> = { '001': '10', '002': '2', '003': '16', '004': '10', '005': '17' }

function expectedTotals(draft: Draft): Readonly<Record<string, string>> {
  const pesos = (amount: string | number | undefined, decimals = 2) =>
    amount === undefined ? ZERO : rounded(times(read(amount), read(draft.exchangeRate ?? '1')), decimals)
  const bills = draft.lines.map((each) => billOf(each, pesos))
  const bases = new Map<string, Fraction>()
  for (const rate of RATES) {
    const own = bills.filter((bill) => bill.rate === rate)
    const divisor = holdsItbis(draft, bills) ? DIVISORS[rate] : undefined
    const sum = total(own.map(({ amount }) => amount))
    if (own.length > 0) bases.set(rate, divisor === undefined ? sum : by(sum, read(divisor)))
  }
  const grosses = new Map(
    RATES.map((rate) => [rate, total(bills.filter((bill) => bill.rate === rate).map(({ amount }) => amount))]),
  )
  const adjustments = globalAdjustments(draft, { bases, grosses, holdsItbis: holdsItbis(draft, bills) }, pesos)
  const adjusted = new Map([...bases].map(([rate, base]) => [rate, plus(base, adjustments.get(rate) ?? ZERO)]))
  const taxed = total(['18', '16', '0'].map((rate) => adjusted.get(rate) ?? ZERO))
  const itbis = total(['18', '16'].map((rate) => percentOf(adjusted.get(rate) ?? ZERO, rate)))
  const other = otherTax(draft, bills, bases, adjustments)
  const sum = total([taxed, adjusted.get('exempt') ?? ZERO, itbis, other])
  return {
    MontoTotal: written(sum),
    ...(bases.has('18') ? { MontoGravadoI1: written(adjusted.get('18') ?? ZERO) } : {}),
    ...(bases.has('16') ? { MontoGravadoI2: written(adjusted.get('16') ?? ZERO) } : {}),
    ...(bases.has('exempt') ? { MontoExento: written(adjusted.get('exempt') ?? ZERO) } : {}),
    ...(bases.has('outside') ? { MontoNoFacturable: written(bases.get('outside') ?? ZERO) } : {}),
    ...(bases.has('18') || bases.has('16') ? { TotalITBIS: written(itbis) } : {}),
    ...(draft.exchangeRate === undefined
      ? {}
      : { MontoTotalOtraMoneda: written(by(rounded(sum), read(draft.exchangeRate))) }),
  }
}

function billOf(line: Line, pesos: (amount: string | number | undefined, decimals?: number) => Fraction): Bill {
  const gross = times(pesos(line.unitPrice, 4), read(line.quantity))
  const partsOf = (parts: Line['discounts'] = []) =>
    total(
      parts.map(({ percent, amount }) =>
        percent === undefined ? pesos(amount) : rounded(percentOf(gross, String(percent))),
      ),
    )
  const tax = line.taxes?.[0]
  return {
    rate: (tax?.treatment ?? tax?.rate ?? '') as Bill['rate'],
    amount: rounded(plus(minus(gross, partsOf(line.discounts)), partsOf(line.charges))),
  }
}

/** An amount holds ITBIS where the prices that it touches do: each kind of line bears its part, divided as its prices are. */
function globalAdjustments(
  { discounts = [], charges = [] }: Draft,
  { bases, grosses, holdsItbis }: Sums,
  pesos: (amount: string | number | undefined) => Fraction,
): ReadonlyMap<string, Fraction> {
  const billed = ['18', '16', '0', 'exempt'].filter((rate) => bases.has(rate))
  const whole = total(billed.map((rate) => grosses.get(rate) ?? ZERO))
  const isDivided =
    holdsItbis && whole.over !== 0n && billed.some((rate) => grosses.get(rate)?.over !== 0n && rate in DIVISORS)
  const sums = new Map<string, Fraction>()
  const add = (rate: string, amount: Fraction) => sums.set(rate, plus(sums.get(rate) ?? ZERO, amount))
  for (const [parts, sign] of [
    [discounts, -1n],
    [charges, 1n],
  ] as const) {
    for (const { percent, amount } of parts) {
      let before = ZERO
      let upTo = ZERO
      for (const rate of billed) {
        upTo = plus(upTo, bases.get(rate) ?? ZERO)
        const share = whole.over === 0n ? pesos(amount) : rounded(by(times(pesos(amount), upTo), whole))
        const own = percent === undefined ? minus(share, before) : percentOf(bases.get(rate) ?? ZERO, String(percent))
        before = share
        const net = percent === undefined && isDivided ? by(times(pesos(amount), bases.get(rate) ?? ZERO), whole) : own
        add(rate, times(net, fraction(sign)))
      }
    }
  }
  return sums
}

interface Sums {
  readonly bases: ReadonlyMap<string, Fraction>
  readonly grosses: ReadonlyMap<string, Fraction>
  readonly holdsItbis: boolean
}

/** Without a taxed line nothing says that prices hold ITBIS. */
function holdsItbis({ pricesIncludeTax }: Draft, bills: readonly Bill[]): boolean {
  return pricesIncludeTax === true && bills.some(({ rate }) => rate !== 'exempt' && rate !== 'outside')
}

/**
 * The one additional tax, which every line bears: of the amount divided by 1.18 where prices hold ITBIS, 005 of the price as it
 * stands, and of its share of what is on the document. Less than half a cent is no amount.
 */
function otherTax(
  draft: Draft,
  bills: readonly Bill[],
  bases: ReadonlyMap<string, Fraction>,
  adjustments: ReadonlyMap<string, Fraction>,
): Fraction {
  const code = draft.lines[0]?.taxes?.[1]?.code
  if (code === undefined) return ZERO
  const parts = [...bases.keys()].map((rate) => {
    const gross = total(bills.filter((bill) => bill.rate === rate).map(({ amount }) => amount))
    const net = holdsItbis(draft, bills) && code !== '005' ? by(gross, read('1.18')) : gross
    return gross.over === 0n ? ZERO : plus(net, adjustments.get(rate) ?? ZERO)
  })
  const tax = percentOf(total(parts), OTHER_RATES[code] ?? '0')
  return rounded(tax).over === 0n ? ZERO : tax
}
