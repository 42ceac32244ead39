import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimal } from '../../domain/decimal.ts'
import type { Draft } from '../../domain/draft.ts'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { example } from '../../../test/support/dominican-examples.ts'
import { prepare } from './prepare.ts'

type Totals = Readonly<Record<string, string>>

function totalsOf(draft: Draft): Totals {
  const { document, faults } = prepare(draft, EXAMPLE_CONTEXT)
  if (!document) throw new Error(JSON.stringify(faults))
  return document.totals
}

const itbis = (rate: string) => [{ code: 'ITBIS', rate }]
const EXEMPT = [{ code: 'ITBIS', treatment: 'exempt' as const }]
const OUTSIDE = [{ code: 'ITBIS', treatment: 'outside' as const }]

function sale(lines: readonly Partial<Draft['lines'][number]>[], rest: object = {}): Draft {
  return {
    type: '31',
    buyer: { taxId: '131880681', name: 'Comercial del Caribe, SRL' },
    lines: lines.map((line) => ({ name: 'Cosa', quantity: '1', unitPrice: '100', taxes: itbis('18'), ...line })),
    ...rest,
  }
}

/** An official discount of so many pesos. */
const FIXED = { TipoAjuste: 'D', TipoValor: '$' }

/** A line of alcohol by its official fields. */
function alcohol(fields: Record<string, unknown>, price: string, codes: readonly object[], quantity = '1') {
  return { unitPrice: price, quantity, taxes: [...itbis('18'), ...codes], do: fields } as Partial<
    Draft['lines'][number]
  >
}

describe('the authority’s worked figures', () => {
  test('prices that hold ITBIS are divided first and discounted after, at 18 and 16 alike (E310000000004)', () => {
    const draft = sale(
      [
        { quantity: '50', unitPrice: '220' },
        { quantity: '45', unitPrice: '85' },
        { quantity: '56', unitPrice: '67', taxes: itbis('16') },
      ],
      {
        pricesIncludeTax: true,
        do: {
          DescuentosORecargos: {
            DescuentoORecargo: [
              {
                NumeroLinea: '1',
                MontoDescuentooRecargo: '200.00',
                IndicadorFacturacionDescuentooRecargo: '1',
                ...FIXED,
              },
              {
                NumeroLinea: '2',
                MontoDescuentooRecargo: '50.00',
                IndicadorFacturacionDescuentooRecargo: '2',
                ...FIXED,
              },
            ],
          },
        },
      },
    )
    expect(totalsOf(draft)).toMatchObject({
      MontoGravadoI1: '12363.56',
      MontoGravadoI2: '3184.48',
      MontoGravadoTotal: '15548.04',
      TotalITBIS1: '2225.44',
      TotalITBIS2: '509.52',
      TotalITBIS: '2734.96',
      MontoTotal: '18283.00',
    })
  })

  test('beer: 540.04 specific, 191.28 ad valorem, ITBIS on top of both (E310000000002)', () => {
    expect(totalsOf(example('31-beer'))).toMatchObject({
      MontoImpuestoAdicional: '731.32',
      TotalITBIS: '713.04',
      MontoTotal: '4674.35',
    })
  })

  test('specific alcohol: 617.93 × 4.30 % × 16 × 0.65 × 1 = 276.34', () => {
    const line = alcohol(
      {
        CantidadReferencia: '16',
        UnidadReferencia: '5',
        TablaSubcantidad: { SubcantidadItem: [{ Subcantidad: '0.65', CodigoSubcantidad: '24' }] },
        GradosAlcohol: '4.30',
        PrecioUnitarioReferencia: '100.00',
      },
      '1000',
      [{ code: '006', rate: '617.93' }, { code: '023' }],
    )
    const { document } = prepare(sale([line]), EXAMPLE_CONTEXT)
    expect(JSON.stringify(document?.content)).toContain('"MontoImpuestoSelectivoConsumoEspecifico":"276.34"')
  })

  test('in bulk there is no specific tax, and 10163.97 × 1.30 × 10 % × 2 = 2,642.63 ad valorem', () => {
    const line = alcohol({ UnidadMedida: '18' }, '10163.97', [{ code: '010' }, { code: '027' }], '2')
    const { document, faults } = prepare(sale([line]), EXAMPLE_CONTEXT)
    expect(faults.map(({ code }) => code)).toEqual(['isc-rate-of-other-quarter'])
    expect(JSON.stringify(document?.content)).toContain('"MontoImpuestoSelectivoConsumoAdvalorem":"2642.63"')
    expect(JSON.stringify(document?.content)).not.toContain('Especifico')
  })

  test('cigarettes: packs × rate, and (price ÷ 1.18 − rate) ÷ 1.20 × 20 % a pack', () => {
    const fields = {
      CantidadReferencia: '10',
      UnidadReferencia: '7',
      TablaSubcantidad: { SubcantidadItem: [{ Subcantidad: '20', CodigoSubcantidad: '43' }] },
      PrecioUnitarioReferencia: '236.00',
    }
    const line = alcohol(fields, '1000', [{ code: '019', rate: '53.51' }, { code: '036' }], '2')
    // 20 packs × 53.51 = 1070.20; (236 ÷ 1.18 − 53.51) ÷ 1.20 × 0.20 × 20 = 488.30
    expect(totalsOf(sale([line]))).toMatchObject({ MontoImpuestoAdicional: '1558.50' })
  })

  test('telephone: CDT and selective tax beside ITBIS, on the amount without them (E310000000003)', () => {
    const codes = [...itbis('18'), { code: '002' }, { code: '004' }]
    const draft = sale([
      { unitPrice: '107766.57', taxes: codes },
      { unitPrice: '10697.64', taxes: codes },
    ])
    expect(totalsOf(draft)).toMatchObject({
      MontoImpuestoAdicional: '14215.71',
      TotalITBIS: '21323.56',
      MontoTotal: '154003.47',
    })
  })

  test('Norma 10-07 divides by 1.30 and takes its discount off what is paid, not off the base', () => {
    const draft = sale([{ unitPrice: '1300', taxes: [...itbis('18'), { code: '002' }, { code: '004' }] }], {
      pricesIncludeTax: true,
      do: {
        DescuentosORecargos: {
          DescuentoORecargo: [
            {
              NumeroLinea: '1',
              TipoAjuste: 'D',
              IndicadorNorma1007: '1',
              TipoValor: '$',
              MontoDescuentooRecargo: '300.00',
              IndicadorFacturacionDescuentooRecargo: '1',
            },
          ],
        },
      },
    })
    expect(totalsOf(draft)).toMatchObject({
      MontoGravadoI1: '1000.00',
      TotalITBIS: '180.00',
      MontoImpuestoAdicional: '120.00',
      MontoTotal: '1300.00',
      ValorPagar: '1000.00',
    })
  })

  test('a global discount is spread over the lines before an additional rate is applied', () => {
    const draft = sale(
      [
        { unitPrice: '600', taxes: [...itbis('18'), { code: '001' }] },
        { unitPrice: '400', taxes: [...itbis('18'), { code: '001' }] },
      ],
      {
        discounts: [{ percent: '10' }],
      },
    )
    expect(totalsOf(draft)).toMatchObject({
      MontoGravadoI1: '900.00',
      MontoImpuestoAdicional: '90.00',
      TotalITBIS: '162.00',
      MontoTotal: '1152.00',
    })
  })
})

describe('discounts on the document', () => {
  test.each(['0.01', '0.02', '0.03', '9.99'])(
    'an amount of %s over four kinds of line is shared out, none below zero',
    (amount) => {
      const lines = [itbis('18'), itbis('16'), itbis('0'), EXEMPT].map((taxes) => ({ taxes }))
      const { document, faults } = prepare(sale(lines, { discounts: [{ amount }] }), EXAMPLE_CONTEXT)
      expect(faults).toEqual([])
      const shares = [...JSON.stringify(document?.content).matchAll(/"MontoDescuentooRecargo":"([^"]+)"/g)]
      const sum = shares.reduce((all, [, share = '']) => all.plus(decimal(share)), decimal('0'))
      expect(sum.toFixed(2)).toBe(amount)
    },
  )

  test.each([
    ['of one rate', [itbis('18')], '11.80', '106.20', ['10.00']],
    ['of one rate, whose net has no end', [itbis('18')], '10', '108.00', ['8.47']],
    ['of several', [itbis('18'), itbis('16'), itbis('0'), EXEMPT], '40', '432.00', ['8.47', '8.62', '10.00', '10.00']],
    ['without ITBIS', [itbis('0'), EXEMPT], '40', '196.00', ['20.00', '20.00']],
  ])('where prices hold ITBIS come off as they are stated: %s', (_, taxes, amount, total, shares) => {
    const lines = taxes.map((each) => ({ unitPrice: '118', taxes: each }))
    const draft = (kind: 'discounts' | 'charges') => sale(lines, { pricesIncludeTax: true, [kind]: [{ amount }] })
    const { document, faults } = prepare(draft('discounts'), EXAMPLE_CONTEXT)
    expect(faults).toEqual([])
    expect(document?.total).toBe(total)
    const written = [...JSON.stringify(document?.content).matchAll(/"MontoDescuentooRecargo":"([^"]+)"/g)]
    expect(written.map(([, share]) => share)).toEqual(shares)
    const whole = decimal('118').times(taxes.length)
    expect(totalsOf(draft('charges')).MontoTotal).toBe(whole.plus(amount).toFixed(2))
  })

  test.each(['18', '18.00', '018'])('touch the lines at a rate written %s', (appliesTo) => {
    const lines = [{}, { taxes: itbis('16') }]
    const rest = { discounts: [{ amount: '10', appliesTo }] }
    expect(totalsOf(sale(lines, rest))).toMatchObject({ MontoGravadoI1: '90.00', MontoGravadoI2: '100.00' })
  })

  test('of tax 005 comes off the price as it stands, in proportion to MontoItem', () => {
    const draft = sale([{ unitPrice: '1180', taxes: [...itbis('18'), { code: '005', rate: '10' }] }], {
      pricesIncludeTax: true,
      discounts: [{ amount: '118' }],
    })
    // (1180 − 100) × 10 %, beside a taxed amount of 1180 ÷ 1.18 − 100
    expect(totalsOf(draft)).toMatchObject({ MontoGravadoI1: '900.00', MontoImpuestoAdicional: '108.00' })
  })

  test('a charge under Norma 10-07 raises what is paid', () => {
    const entry = {
      NumeroLinea: '1',
      TipoAjuste: 'R',
      IndicadorNorma1007: '1',
      TipoValor: '$',
      MontoDescuentooRecargo: '30.00',
      IndicadorFacturacionDescuentooRecargo: '1',
    }
    const rest = { pricesIncludeTax: true, do: { DescuentosORecargos: { DescuentoORecargo: [entry] } } }
    expect(totalsOf(sale([{ unitPrice: '118' }], rest))).toMatchObject({ MontoTotal: '118.00', ValorPagar: '148.00' })
  })
})

describe('what is paid', () => {
  test('non-billable lines are outside the total, and a period sum stands beside it when both kinds are there', () => {
    expect(totalsOf(sale([{}, { unitPrice: '50', taxes: OUTSIDE }]))).toMatchObject({
      MontoTotal: '118.00',
      MontoNoFacturable: '50.00',
      MontoPeriodo: '168.00',
    })
  })

  test('a text correction is one non-billable line: MontoTotal 0.00 stays in the XML', () => {
    const totals = totalsOf({
      ...example('34-credit-note'),
      lines: [{ name: 'Texto', quantity: '1', unitPrice: '1', taxes: OUTSIDE }],
    })
    expect(totals).toEqual({ MontoTotal: '0.00', MontoNoFacturable: '1.00' })
  })

  test('an advance and an earlier balance make ValorPagar', () => {
    const totals = totalsOf(
      sale([{}], { do: { Encabezado: { Totales: { MontoAvancePago: '18.00', SaldoAnterior: '-20.00' } } } }),
    )
    expect(totals.ValorPagar).toBe('80.00')
  })

  test('optional totals come when asked for', () => {
    expect(totalsOf(sale([{}]))).not.toHaveProperty('ValorPagar')
    expect(totalsOf(sale([{}], { do: { computed: ['ValorPagar', 'MontoPeriodo'] } }))).toMatchObject({
      ValorPagar: '118.00',
      MontoPeriodo: '118.00',
    })
  })

  test('retentions lower nothing, and a retention of 0.00 is summed', () => {
    const draft = example('41-purchase')
    draft.lines[0]!.withholdings = [
      { code: 'ITBIS', amount: '0.00' },
      { code: 'ISR', amount: '1000.00' },
    ]
    expect(totalsOf(draft)).toMatchObject({
      MontoTotal: '11800.00',
      TotalITBISRetenido: '0.00',
      TotalISRRetencion: '1000.00',
    })
  })
})

describe('stated figures', () => {
  test('stand literally when they are right, whatever their zeros', () => {
    const draft = sale([{}], { do: { Encabezado: { Totales: { MontoTotal: '118' } } } })
    expect(prepare(draft, EXAMPLE_CONTEXT)).toMatchObject({ faults: [], document: { total: '118' } })
  })

  test.each([
    ['MontoExento', '900.00'],
    ['MontoGravadoI2', '50.00'],
    ['TotalITBIS2', '900.00'],
  ])('of what the document does not have are refused: %s', (name, stated) => {
    const draft = sale([{}], { do: { Encabezado: { Totales: { [name]: stated } } } })
    expect(prepare(draft, EXAMPLE_CONTEXT).faults).toMatchObject([
      { code: 'total-mismatch', path: `do.Encabezado.Totales.${name}`, severity: 'error' },
    ])
  })

  test('carry on: a total is computed from the line as it is stated', () => {
    const line = { do: { MontoItem: '100.50' } } as Partial<Draft['lines'][number]>
    expect(totalsOf(sale([line]))).toMatchObject({
      MontoGravadoI1: '100.50',
      TotalITBIS: '18.09',
      MontoTotal: '118.59',
    })
  })
})

describe('arithmetic', () => {
  const cents = fc
    .integer({ min: 1, max: 99_999_999 })
    .map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`)
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 5000 }).map((n) => (n / 100).toFixed(2)),
    unitPrice: cents,
    taxes: fc.constantFrom(itbis('18'), itbis('16'), itbis('0'), EXEMPT, OUTSIDE),
  })
  const lines = fc.array(line, { minLength: 1, maxLength: 12 })

  test('parts add up to the total, within a cent for each part that is rounded', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), (given, pricesIncludeTax) => {
        const totals = totalsOf(sale(given, { pricesIncludeTax }))
        const at = (name: string) => decimal(totals[name] ?? '0')
        const apart = (a: string, ...parts: string[]) =>
          parts
            .reduce((sum, part) => sum.minus(at(part)), at(a))
            .abs()
            .toNumber()
        expect(apart('MontoTotal', 'MontoGravadoTotal', 'MontoExento', 'TotalITBIS')).toBeLessThanOrEqual(0.01)
        expect(apart('MontoGravadoTotal', 'MontoGravadoI1', 'MontoGravadoI2', 'MontoGravadoI3')).toBeLessThanOrEqual(
          0.01,
        )
        expect(apart('TotalITBIS', 'TotalITBIS1', 'TotalITBIS2', 'TotalITBIS3')).toBeLessThanOrEqual(0.01)
      }),
    )
  })

  test('prices that hold ITBIS come to exactly what was asked, never a cent more', () => {
    fc.assert(
      fc.property(lines, (given) => {
        const { document } = prepare(sale(given, { pricesIncludeTax: true }), EXAMPLE_CONTEXT)
        const content = document?.content as {
          content: { DetallesItems: { Item: { MontoItem: string; IndicadorFacturacion: string }[] } }
        }
        const billed = content.content.DetallesItems.Item.filter((item) => item.IndicadorFacturacion !== '0')
        const sum = billed.reduce((all, item) => all.plus(item.MontoItem), decimal('0'))
        expect(document?.total).toBe(sum.toFixed(2))
      }),
    )
  })

  test('the order of lines changes no total', () => {
    fc.assert(
      fc.property(
        lines.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))),
        ([given, shuffled]) => {
          expect(totalsOf(sale(shuffled))).toEqual(totalsOf(sale(given)))
        },
      ),
    )
  })

  test('rounds half up on the third decimal', () => {
    expect(totalsOf(sale([{ quantity: '0.5', unitPrice: '0.01', taxes: EXEMPT }])).MontoTotal).toBe('0.01')
    expect(totalsOf(sale([{ quantity: '0.49', unitPrice: '0.01', taxes: EXEMPT }])).MontoTotal).toBe('0.00')
    expect(totalsOf(sale([{ quantity: '1', unitPrice: '1.0049', taxes: EXEMPT }])).MontoTotal).toBe('1.00')
  })

  test('an amount over several kinds of line is shared out to the cent', () => {
    const draft = sale(
      [{ unitPrice: '100' }, { unitPrice: '100', taxes: itbis('16') }, { unitPrice: '100', taxes: EXEMPT }],
      { discounts: [{ amount: '10' }] },
    )
    expect(totalsOf(draft)).toMatchObject({ MontoGravadoI1: '96.67', MontoGravadoI2: '96.66', MontoExento: '96.67' })
  })
})

test('what comes to nothing in the other currency is left out where the schema takes only amounts above zero', () => {
  const draft = sale([{ unitPrice: '0.60', taxes: [...itbis('18'), { code: '002' }] }], {
    do: { Encabezado: { OtraMoneda: { TipoMoneda: 'USD', TipoCambio: '60.00' } } },
  })
  const totals = totalsOf(draft)
  expect(totals).toMatchObject({ MontoImpuestoAdicional: '0.01', TotalITBISOtraMoneda: '0.00' })
  expect(totals).not.toHaveProperty('MontoImpuestoAdicionalOtraMoneda')
})

test('amounts of a draft in dollars become pesos, and OtraMoneda gives the dollars back', () => {
  const draft = sale([{ quantity: '20', unitPrice: '26.50', discounts: [{ amount: '30' }] }], {
    currency: 'USD',
    exchangeRate: '56.3',
  })
  expect(totalsOf(draft)).toMatchObject({
    TipoCambio: '56.30',
    MontoTotal: '33217.00',
    MontoTotalOtraMoneda: '590.00',
    TipoMoneda: 'USD',
  })
})
