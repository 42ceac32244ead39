import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimal, rounded, sum, ZERO, type Decimal } from '../../../../domain/decimal.ts'
import type { Draft, Line } from '../../../../domain/draft.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import { EXAMPLE_CONTEXT } from '../../examples/context.ts'
import { prepare } from '../../prepare.ts'
import { preparedContentOf } from '../../xml.ts'
import { proportionalShares, runningShares } from './running-shares.ts'

const BUYER = { taxId: '1710034065', name: 'Ana Paz' }

/** The content of a draft that must break no rule. */
function contentOf(draft: Draft): Tree {
  const { faults, document } = prepare(draft, EXAMPLE_CONTEXT)
  expect(faults).toEqual([])
  return preparedContentOf(document!).content as Tree
}

function invoice(lines: readonly Line[], change: object = {}): Draft {
  return { type: '01', buyer: BUYER, lines: [...lines], ...change }
}

function amount(group: Tree | undefined, name: string): Decimal {
  return decimal(textAt(group, name) ?? 'absent')
}

const infoOf = (content: Tree) => groupAt(content, 'infoFactura')
const itemsOf = (content: Tree) => groupsAt(groupAt(content, 'detalles'), 'detalle')
const taxesOf = (item: Tree) => groupsAt(groupAt(item, 'impuestos'), 'impuesto')
const sumsOf = (content: Tree) => groupsAt(groupAt(infoOf(content), 'totalConImpuestos'), 'totalImpuesto')

const cents = fc.integer({ min: 1, max: 500_000 }).map((n) => (n / 100).toFixed(2))
const prices = fc.integer({ min: 1, max: 900_000_000 }).map((n) => (n / 1_000_000).toFixed(6))
const quantities = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map(String),
  fc.integer({ min: 1, max: 9_000_000 }).map((n) => (n / 1_000_000).toFixed(6)),
)
const ivas = fc.constantFrom(
  { code: 'IVA', rate: '15' },
  { code: 'IVA', rate: '8' },
  { code: 'IVA', rate: '0' },
  { code: 'IVA', treatment: 'exempt' as const },
)
const others = fc.constantFrom([], [{ code: '3610' }], [{ code: '3680' }], [{ code: '3101' }], [{ code: 'IRBPNR' }])
const discounts = fc.constantFrom<NonNullable<Line['discounts']> | undefined>(
  undefined,
  [{ percent: '7.5' }],
  [{ percent: '5' }, { percent: '1.25' }],
)

function lines(unitPrice: fc.Arbitrary<string>, taxed: boolean): fc.Arbitrary<Line[]> {
  const line = fc.record({ quantity: quantities, unitPrice, iva: ivas, other: others, discount: discounts })
  return fc.array(line, { minLength: 1, maxLength: 40 }).map((all) =>
    all.map(({ quantity, unitPrice: price, iva, other, discount }) => ({
      name: 'Cosa',
      codes: [{ type: 'interno', value: 'ICE-FPN-01' }],
      quantity,
      unitPrice: price,
      taxes: taxed ? [iva, ...other] : [iva],
      ...(discount ? { discounts: discount } : {}),
    })),
  )
}

describe('whatever is sold', () => {
  test('every figure follows from the ones above it, to the cent', () => {
    fc.assert(
      fc.property(lines(prices, true), (drawn) => {
        const content = contentOf(invoice(drawn))
        const items = itemsOf(content)
        for (const item of items) {
          const net = amount(item, 'cantidad').times(amount(item, 'precioUnitario')).minus(amount(item, 'descuento'))
          expect(textAt(item, 'precioTotalSinImpuesto')).toBe(rounded(net).toFixed(2))
        }
        for (const entry of sumsOf(content)) expectSum(entry, items)

        const info = infoOf(content)
        const before = sum(items.map((item) => amount(item, 'precioTotalSinImpuesto')))
        expect(textAt(info, 'totalSinImpuestos')).toBe(before.toFixed(2))
        const taxes = sum(sumsOf(content).map((entry) => amount(entry, 'valor')))
        expect(textAt(info, 'importeTotal')).toBe(before.plus(taxes).toFixed(2))
      }),
      { numRuns: 100 },
    )
  })

  test('a buyer pays exactly the prices that hold IVA', () => {
    fc.assert(
      fc.property(lines(cents, false), (drawn) => {
        const content = contentOf(invoice(drawn, { pricesIncludeTax: true }))
        const asked = drawn.map(({ quantity, unitPrice, discounts: off }) => {
          const gross = decimal(String(quantity)).times(String(unitPrice))
          const discount = (off ?? []).map(({ percent }) => rounded(gross.times(String(percent)).div(100)))
          return rounded(gross).minus(sum(discount))
        })
        expect(textAt(infoOf(content), 'importeTotal')).toBe(sum(asked).toFixed(2))
        const items = itemsOf(content)
        for (const entry of sumsOf(content)) expectSum(entry, items)
        for (const item of items) {
          const net = amount(item, 'cantidad').times(amount(item, 'precioUnitario')).minus(amount(item, 'descuento'))
          expect(textAt(item, 'precioTotalSinImpuesto')).toBe(rounded(net).toFixed(2))
        }
      }),
      { numRuns: 100 },
    )
  })
})

/** The bases and amounts of the lines add up to a sum, and its IVA is its rate of its base, within the cent that SRI takes. */
function expectSum(entry: Tree, items: readonly Tree[]): void {
  const parts = items
    .flatMap(taxesOf)
    .filter((tax) => tax.codigo === entry.codigo && tax.codigoPorcentaje === entry.codigoPorcentaje)
  for (const name of ['baseImponible', 'valor']) {
    expect(textAt(entry, name)).toBe(sum(parts.map((part) => amount(part, name))).toFixed(2))
  }
  if (entry.codigo !== '2') return
  for (const tax of [entry, ...parts]) {
    const exact = amount(tax, 'baseImponible').times(amount(tax, 'tarifa')).div(100)
    expect(amount(tax, 'valor').minus(rounded(exact)).abs().lte('0.01')).toBe(true)
  }
}

describe('prices that hold IVA', () => {
  test.each([
    { price: '10.00', quantity: '1', unit: '8.695652', base: '8.70', iva: '1.30' },
    { price: '11.50', quantity: '1', unit: '10.00', base: '10.00', iva: '1.50' },
    { price: '0.04', quantity: '1', unit: '0.034783', base: '0.03', iva: '0.01' },
    { price: '1.00', quantity: '3', unit: '0.869565', base: '2.61', iva: '0.39' },
  ])('$quantity at $price', ({ price, quantity, unit, base, iva }) => {
    const taxes = [{ code: 'IVA', rate: '15' }]
    const content = contentOf(
      invoice([{ name: 'Cosa', quantity, unitPrice: price, taxes }], { pricesIncludeTax: true }),
    )
    expect(itemsOf(content)[0]).toMatchObject({ precioUnitario: unit, precioTotalSinImpuesto: base })
    expect(sumsOf(content)[0]).toMatchObject({ baseImponible: base, valor: iva })
  })

  test('with ICE in them are refused', () => {
    const taxes = [{ code: 'IVA', rate: '15' }, { code: '3610' }]
    const draft = invoice([{ name: 'Perfume', quantity: '1', unitPrice: '10', taxes }], { pricesIncludeTax: true })
    expect(prepare(draft, EXAMPLE_CONTEXT).faults.map(({ code }) => code)).toEqual(['ice-in-price'])
  })

  test('are divided where a block states the discount, which is without IVA', () => {
    const line = {
      name: 'Cosa',
      quantity: '1',
      unitPrice: '11.50',
      taxes: [{ code: 'IVA' }],
      ec: { descuento: '1.00' },
    }
    const content = contentOf(invoice([line], { pricesIncludeTax: true }))
    expect(itemsOf(content)[0]).toMatchObject({ precioUnitario: '10.00', precioTotalSinImpuesto: '9.00' })
    expect(textAt(infoOf(content), 'importeTotal')).toBe('10.35')
  })

  test('stated by a block are without it, whatever the draft says', () => {
    const line = { name: 'Cosa', quantity: '1', unitPrice: '1', taxes: [{ code: 'IVA' }], ec: { precioUnitario: '10' } }
    expect(textAt(infoOf(contentOf(invoice([line], { pricesIncludeTax: true }))), 'importeTotal')).toBe('11.50')
  })
})

describe('taxes besides IVA', () => {
  test('the example of the ficha: ICE of 5 % lies in the base of IVA, IRBPNR counts bottles', () => {
    const line = {
      name: 'Vehículo',
      quantity: '10',
      unitPrice: '30000',
      discounts: [{ amount: '5000' }],
      taxes: [{ code: 'IVA', rate: '12' }, { code: '3073' }, { code: 'IRBPNR' }],
      ec: {
        impuestos: {
          impuesto: [
            { codigo: '2', codigoPorcentaje: '2' },
            { codigo: '3', codigoPorcentaje: '3073' },
            { codigo: '5', codigoPorcentaje: '5001', baseImponible: '12000' },
          ],
        },
      },
    }
    const draft = invoice([{ ...line, taxes: [] }], {
      issueDate: '2013-03-04',
      ec: {
        infoFactura: {
          totalConImpuestos: { totalImpuesto: [{ codigo: '2', codigoPorcentaje: '2', descuentoAdicional: '5.00' }] },
        },
      },
    })
    const { faults, document } = prepare(draft, EXAMPLE_CONTEXT)
    expect(faults.map(({ code }) => code)).toEqual(['issue-date-past'])
    expect(document?.totals).toMatchObject({
      totalSinImpuestos: '295000.00',
      totalDescuento: '5000.00',
      'totalConImpuestos.3.3073.valor': '14750.00',
      'totalConImpuestos.2.2.baseImponible': '309750.00',
      'totalConImpuestos.2.2.valor': '37169.40',
      'totalConImpuestos.5.5001.valor': '240.00',
      importeTotal: '347159.40',
    })
    const [item] = itemsOf(preparedContentOf(document!).content as Tree)
    expect(taxesOf(item!).map((tax) => tax.valor)).toEqual(['37170.00', '14750.00', '240.00'])
  })

  test('plastic bags cost nothing but their ICE, which bears IVA', () => {
    const line = {
      name: 'Funda plástica',
      quantity: '3',
      unitPrice: '0',
      codes: [{ type: 'interno', value: 'ICE-FPN-01' }],
      taxes: [{ code: 'IVA', rate: '15' }, { code: '3680' }],
    }
    const content = contentOf(invoice([line]))
    expect(taxesOf(itemsOf(content)[0]!)).toMatchObject([
      { baseImponible: '0.24', valor: '0.04' },
      { tarifa: '0.08', baseImponible: '3.00', valor: '0.24' },
    ])
    expect(textAt(infoOf(content), 'importeTotal')).toBe('0.28')
  })

  test('ICE by litre of alcohol stands as the block states it', () => {
    const ice = { codigo: '3', codigoPorcentaje: '3031', tarifa: '10.41', baseImponible: '20.00', valor: '18.12' }
    const line = {
      name: 'Ron',
      quantity: '1',
      unitPrice: '20',
      ec: { impuestos: { impuesto: [{ codigo: '2', codigoPorcentaje: '4' }, ice] } },
    }
    expect(textAt(infoOf(contentOf(invoice([line]))), 'importeTotal')).toBe('43.84')
  })
})

describe('shares', () => {
  const amounts = fc.array(
    fc.integer({ min: 0, max: 10_000_000 }).map((n) => decimal(String(n)).div(7_000)),
    { minLength: 1, maxLength: 50 },
  )

  test('add up to the rounded sum, none negative and none a cent off', () => {
    fc.assert(
      fc.property(amounts, (exact) => {
        const shares = runningShares(exact)
        expect(sum(shares).eq(rounded(sum(exact)))).toBe(true)
        for (const [i, share] of shares.entries()) {
          expect(
            share.gte(0) &&
              share
                .minus(exact[i] ?? ZERO)
                .abs()
                .lte('0.01'),
          ).toBe(true)
        }
      }),
    )
  })

  test('in proportion add up to the whole amount, whatever the weights', () => {
    const whole = fc.integer({ min: 0, max: 10_000_000 }).map((n) => decimal(String(n)).div(100))
    fc.assert(
      fc.property(whole, amounts, (total, weights) => {
        const shares = sum(proportionalShares(total, weights))
        expect(shares.eq(sum(weights).eq(0) ? ZERO : total)).toBe(true)
      }),
    )
  })
})

describe('a discount of the whole line', () => {
  test.each([
    { quantity: '3', unitPrice: '1.115', discount: '3.345' },
    { quantity: '1', unitPrice: '3.335', discount: '3.335' },
    { quantity: '7', unitPrice: '0.335', discount: '2.345' },
    { quantity: '1', unitPrice: '10.00', discount: '10.00' },
  ])('$discount of $quantity × $unitPrice leaves nothing', ({ quantity, unitPrice, discount }) => {
    const line = {
      name: 'Cosa',
      quantity,
      unitPrice,
      discounts: [{ amount: discount }],
      taxes: [{ code: 'IVA', rate: '15' }],
    }
    const [item] = itemsOf(contentOf(invoice([line])))
    expect(item?.precioTotalSinImpuesto).toBe('0.00')
  })

  test('and a cent more is refused', () => {
    const discounts = [{ amount: '10.01' }]
    const line = { name: 'Cosa', quantity: '1', unitPrice: '10.00', discounts, taxes: [{ code: 'IVA', rate: '15' }] }
    const { faults } = prepare(invoice([line]), EXAMPLE_CONTEXT)
    expect(faults.map(({ code, path }) => `${code} ${path}`)).toContain('line-negative lines[0].discounts')
  })
})

describe('figures that are only checked', () => {
  const impuesto = { codigo: '2', codigoPorcentaje: '4' }
  const checked = (tax: object, info: object, change: object = {}) => {
    const ec = { impuestos: { impuesto: [{ ...impuesto, ...tax }] } }
    const line: Line & { ec: object } = { name: 'Cosa', quantity: '3', unitPrice: '0.335', ec }
    return invoice([line], { statedFigures: 'checked', ec: { infoFactura: info }, ...change })
  }
  const mismatches = (draft: Draft) =>
    prepare(draft, EXAMPLE_CONTEXT).faults.map(({ code, figures }) => `${code} ${figures?.stated} ${figures?.computed}`)

  test('may have as many decimals as they like, and do not come into the document', () => {
    const content = contentOf(
      checked(
        { tarifa: '15', baseImponible: '1.005', valor: '0.15075' },
        { totalSinImpuestos: '1.00', importeTotal: '1.15' },
      ),
    )
    const [item] = itemsOf(content)
    expect(taxesOf(item!)).toEqual([{ ...impuesto, tarifa: '15.00', baseImponible: '1.01', valor: '0.15' }])
    expect(infoOf(content)).toMatchObject({ totalSinImpuestos: '1.01', importeTotal: '1.16' })
  })

  test('that are wrong are told one by one: no other is reckoned from them', () => {
    const draft = checked(
      { baseImponible: '11.00', valor: '0.15' },
      { totalSinImpuestos: '11.00', importeTotal: '1.16' },
    )
    expect(mismatches(draft)).toEqual(['total-mismatch 11.00 1.01', 'total-mismatch 11.00 1.01'])
  })

  test('are kept where nobody asks for that', () => {
    const draft = checked({ baseImponible: '1.00' }, {}, { statedFigures: undefined })
    const { document } = prepare(draft, EXAMPLE_CONTEXT)
    const [item] = itemsOf(preparedContentOf(document!).content as Tree)
    expect(taxesOf(item!)).toMatchObject([{ baseImponible: '1.00' }])
  })
})
