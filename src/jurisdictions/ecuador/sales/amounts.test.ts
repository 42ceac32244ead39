import { describe, expect, test } from 'vitest'
import { at, contentOf, faultsOf, invoice, issuedBy, LINE, note } from '../../../../test/support/ecuadorian-sales.ts'
import { givenAt } from '../../content/block.ts'

describe('amounts', () => {
  test('in another currency become dollars at the rate of the draft', () => {
    expect(at(invoice({ currency: 'EUR', exchangeRate: '1.10' }), 'infoFactura.importeTotal')).toBe('25.30')
    expect(faultsOf(invoice({ currency: 'EUR' }))).toEqual(['error exchange-rate-missing currency'])
  })

  test('of discounts of the document are shared out over the lines they touch', () => {
    const lines = [LINE, { ...LINE, unitPrice: '5.00' }, { ...LINE, taxes: [{ code: 'IVA', rate: '0' }] }]
    const content = contentOf(invoice({ lines, discounts: [{ amount: '1.00', appliesTo: '15' }, { percent: '10' }] }))
    const discounts = [0, 1, 2].map((i) => givenAt(content, `detalles.detalle[${i}].descuento`))
    expect(discounts).toEqual(['2.60', '1.30', '2.00'])
    expect(givenAt(content, 'infoFactura.totalDescuento')).toBe('5.90')
  })

  test.each([
    { discounts: [{ amount: '20.01' }], fault: 'error discount-exceeds discounts[0]' },
    { discounts: [{ amount: '1.00', appliesTo: '0' }], fault: 'error discount-touches-nothing discounts[0]' },
    { charges: [{ amount: '1.00' }], fault: 'error charge-unknown charges' },
    { lines: [{ ...LINE, charges: [{ amount: '1.00' }] }], fault: 'error charge-unknown lines[0].charges' },
    { lines: [{ ...LINE, discounts: [{ amount: '20.01' }] }], fault: 'error line-negative lines[0].discounts' },
  ])('are refused: $fault', ({ fault, ...change }) => expect(faultsOf(invoice(change))).toEqual([fault]))

  test('that a block states are kept within a cent, and contradicted beyond it', () => {
    const stating = (importeTotal: string) => invoice({ ec: { infoFactura: { importeTotal } } })
    expect(faultsOf(stating('23.00'))).toEqual([])
    expect(faultsOf(stating('23.01'))).toEqual(['warning total-within-tolerance ec.infoFactura.importeTotal'])
    expect(at(stating('23.01'), 'infoFactura.pagos.pago[0].total')).toBe('23.01')
    expect(faultsOf(stating('23.02'))).toContain('error total-mismatch ec.infoFactura.importeTotal')
  })

  test('make up the total of everything that is added and taken off', () => {
    const ec = {
      infoFactura: {
        propina: '2.00',
        totalConImpuestos: { totalImpuesto: [{ codigo: '2', codigoPorcentaje: '4', valorDevolucionIva: '1.50' }] },
      },
      otrosRubrosTerceros: { rubro: [{ concepto: 'Bomberos', total: '0.75' }] },
    }
    expect(at(invoice({ ec }), 'infoFactura.importeTotal')).toBe('24.25')
  })
})

describe('payments', () => {
  test('are the whole total by a method that is given alone', () => {
    const ec = { infoFactura: { pagos: { pago: [{ formaPago: '20' }] } } }
    expect(at(invoice({ ec }), 'infoFactura.pagos.pago')).toEqual([{ formaPago: '20', total: '23.00' }])
    const two = { infoFactura: { pagos: { pago: [{ formaPago: '20' }, { formaPago: '01', total: '23.00' }] } } }
    expect(faultsOf(invoice({ ec: two }))).toEqual(['error field-missing ec.infoFactura.pagos.pago[0].total'])
  })

  test('are the whole total by the default method unless the draft says otherwise', () => {
    expect(at(invoice(), 'infoFactura.pagos.pago')).toEqual([{ formaPago: '01', total: '23.00' }])
    expect(at(invoice(), 'infoFactura.pagos.pago[0].formaPago', issuedBy({ defaultPaymentMethod: '20' }))).toBe('20')
  })

  test('due later say in how many days', () => {
    const payment = { dueDate: '2026-12-16', methods: [{ method: '20', amount: '23.00' }] }
    expect(at(invoice({ payment }), 'infoFactura.pagos.pago')).toEqual([
      { formaPago: '20', total: '23.00', plazo: '30', unidadTiempo: 'dias' },
    ])
  })

  test('due later say so in a nota de débito as well', () => {
    const payment = { dueDate: '2026-12-16', methods: [{ method: '20', amount: '23.00' }] }
    expect(at(note('05', { payment }), 'infoNotaDebito.pagos[0].pago[0].plazo')).toBe('30')
  })

  test('stand in a list in a nota de débito, and nowhere in a nota de crédito', () => {
    expect(at(note('05'), 'infoNotaDebito.pagos')).toEqual([{ pago: [{ formaPago: '01', total: '23.00' }] }])
    expect(at(note('04'), 'infoNotaCredito.pagos')).toBeUndefined()
  })

  test.each([
    { payment: { methods: [{ method: '01', amount: '20' }] }, fault: 'error payments-sum payment.methods' },
    {
      payment: { methods: [{ method: '02', amount: '23' }] },
      fault: 'error payment-method-unknown payment.methods[0].method',
    },
    { payment: { dueDate: '2026-11-15' }, fault: 'error due-date-before-issue payment.dueDate' },
    { ec: { infoFactura: { propina: '2.01' } }, fault: 'error tip-exceeds ec.infoFactura.propina' },
  ])('$fault', ({ fault, ...change }) => expect(faultsOf(invoice(change))).toEqual([fault]))
})

test.each([
  { pagos: { pago: [{ formaPago: '20', total: '23.00' }] } },
  { pagos: { pago: { formaPago: '20', total: '23.00' } } },
  { pagos: [{ formaPago: '20', total: '23.00' }] },
])('a block may give its payments as $pagos', ({ pagos }) => {
  expect(at(invoice({ ec: { infoFactura: { pagos } } }), 'infoFactura.pagos.pago')).toEqual([
    { formaPago: '20', total: '23.00' },
  ])
})
