import { describe, expect, test } from 'vitest'
import { at, contentOf, faultsOf, invoice, LINE, note } from '../../../../test/support/ecuadorian-sales.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import { givenAt } from '../../content/block.ts'
import type { PrepareContext } from '../../jurisdiction.ts'
import { EXAMPLE_CONTEXT, relatedInvoice } from '../examples/context.ts'
import { prepare, relatedNumbers } from '../prepare.ts'

describe('a nota de débito', () => {
  test('has reasons in place of lines, and the taxes of the whole', () => {
    const lines = [{ ...LINE, name: 'Interés por mora', quantity: '1', unitPrice: '4.555' }]
    const content = contentOf(note('05', { lines }))
    expect(givenAt(content, 'motivos.motivo')).toEqual([{ razon: 'Interés por mora', valor: '4.56' }])
    expect(givenAt(content, 'infoNotaDebito.impuestos.impuesto')).toEqual([
      { codigo: '2', codigoPorcentaje: '4', tarifa: '15.00', baseImponible: '4.56', valor: '0.68' },
    ])
    expect(givenAt(content, 'infoNotaDebito.valorTotal')).toBe('5.24')
    expect(givenAt(content, 'detalles')).toBeUndefined()
  })

  test('takes official fields of its reasons from the lines', () => {
    const lines = [{ ...LINE, ec: { razon: 'Ajuste' } }]
    expect(at(note('05', { lines }), 'motivos.motivo[0].razon')).toBe('Ajuste')
    expect(faultsOf(note('05', { lines: [{ ...LINE, ec: { cantidad: '1' } }] }))).toContain(
      'error field-unknown lines[0].ec.cantidad',
    )
  })
})

describe('a note and its original', () => {
  const facts = { tipoIdentificacion: '05', identificacion: '1710034065', razonSocial: 'Ana Paz' }
  const over = (change: Parameters<typeof relatedInvoice>[0] = {}): PrepareContext => ({
    ...EXAMPLE_CONTEXT,
    related: [relatedInvoice({ buyerTaxId: '1710034065', facts, ...change })],
  })
  const bare = note('04', { buyer: undefined, reference: { number: '001-001-000000123', reason: 'Devolución' } })

  test('it asks for the document it modifies', () => {
    expect(relatedNumbers(bare)).toEqual([{ series: '01-001-001', sequence: 123n }])
    expect(relatedNumbers(invoice())).toEqual([])
  })

  test('takes buyer and date from it', () => {
    const content = contentOf(bare, over())
    expect(givenAt(content, 'infoNotaCredito.identificacionComprador')).toBe('1710034065')
    expect(givenAt(content, 'infoNotaCredito.razonSocialComprador')).toBe('Ana Paz')
    expect(givenAt(content, 'infoNotaCredito.fechaEmisionDocSustento')).toBe('03/11/2026')
  })

  test('waits for it while SRI has not authorised it', () => {
    const place = { series: '01-001-001', sequence: 123n }
    expect(prepare(bare, over({ state: 'sent' })).document).toMatchObject({ refersTo: place, follows: place })
    expect(prepare(bare, over()).document).toMatchObject({ refersTo: place, follows: undefined })
  })

  test.each([
    { change: { state: 'rejected' }, fault: 'error original-not-authorised reference.number' },
    {
      change: { facts: { ...facts, tipoIdentificacion: '07' } },
      fault: 'error original-final-consumer reference.number',
    },
    { change: { facts: { ...facts, identificacion: '1710034073' } }, fault: 'error original-buyer buyer.taxId' },
    { change: { issueDate: '2026-11-02' as CalendarDate }, fault: 'error original-date reference.date' },
    { change: { noteTotals: { '04': '92.01' } }, fault: 'error original-balance ec.infoNotaCredito.valorModificacion' },
  ] as const)('$fault', ({ change, fault }) => expect(faultsOf(note('04'), over(change))).toContain(fault))

  test('may credit what a nota de débito added', () => {
    const noteTotals = { '04': '92.01', '05': '0.01' }
    expect(faultsOf(note('04'), over({ noteTotals }))).toEqual([])
  })
})
