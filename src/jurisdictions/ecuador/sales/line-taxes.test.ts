import { describe, expect, test } from 'vitest'
import { at, contentOf, faultsOf, invoice, IVA, LINE, note } from '../../../../test/support/ecuadorian-sales.ts'
import { givenAt } from '../../content/block.ts'

describe('taxes', () => {
  test.each([
    { tax: { code: 'IVA' }, codigoPorcentaje: '4', total: '23.00' },
    { tax: { code: 'iva', rate: '15.00' }, codigoPorcentaje: '4', total: '23.00' },
    { tax: { code: '2', rate: '8' }, codigoPorcentaje: '8', total: '21.60' },
    { tax: { code: 'IVA', rate: '0' }, codigoPorcentaje: '0', total: '20.00' },
    { tax: { code: 'IVA', treatment: 'exempt' }, codigoPorcentaje: '7', total: '20.00' },
    { tax: { code: 'IVA', treatment: 'outside' }, codigoPorcentaje: '6', total: '20.00' },
  ])('$tax is code $codigoPorcentaje', ({ tax, codigoPorcentaje, total }) => {
    const content = contentOf(invoice({ lines: [{ ...LINE, taxes: [tax] }] }))
    expect(givenAt(content, 'infoFactura.totalConImpuestos.totalImpuesto[0].codigoPorcentaje')).toBe(codigoPorcentaje)
    expect(givenAt(content, 'infoFactura.importeTotal')).toBe(total)
  })

  test.each([
    { taxes: [{ code: 'IVA', rate: '12' }], fault: 'error iva-rate lines[0].taxes[0].rate' },
    {
      taxes: [{ code: 'IVA', rate: '15', treatment: 'exempt' }],
      fault: 'error tax-treatment lines[0].taxes[0].treatment',
    },
    {
      taxes: [{ code: '3610', treatment: 'exempt' }, ...IVA],
      fault: 'error tax-treatment lines[0].taxes[0].treatment',
    },
    { taxes: [{ code: 'ICE' }, ...IVA], fault: 'error tax-unknown lines[0].taxes[0].code' },
    { taxes: [{ code: 'ITBIS' }], fault: 'error tax-unknown lines[0].taxes[0].code' },
    { taxes: [...IVA, ...IVA], fault: 'error tax-twice lines[0].taxes[1].code' },
    { taxes: [{ code: '3610' }], fault: 'error line-iva lines[0].taxes' },
    { taxes: [{ code: '3041' }, ...IVA], fault: 'error ice-not-computable lines[0].taxes[0]' },
    { taxes: [{ code: 'IVA', rate: '5' }], fault: 'error construction-material-code lines[0].codes' },
  ])('$taxes: $fault', ({ taxes, fault }) => {
    expect(faultsOf(invoice({ lines: [{ ...LINE, taxes }] }))).toContain(fault)
  })

  test('a note bears the rate of the day of what it modifies', () => {
    const lines = [{ ...LINE, taxes: [{ code: 'IVA', rate: '12' }] }]
    const reference = { number: '001-001-000000123', date: '2024-03-01', reason: 'Devolución' }
    expect(at(note('04', { lines, reference }), 'infoNotaCredito.valorModificacion')).toBe('22.40')
    expect(faultsOf(note('04', { lines }))).toEqual(['error iva-rate lines[0].taxes[0].rate'])
  })
})
