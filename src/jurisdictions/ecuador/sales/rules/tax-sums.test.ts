import { expect, test } from 'vitest'
import { faultsOf, invoice, IVA, LINE, note } from '../../../../../test/support/ecuadorian-sales.ts'

const AT = 'ec.infoFactura.totalConImpuestos.totalImpuesto'
const OF_IVA = { codigo: '2', codigoPorcentaje: '4' }

const summed = (...totalImpuesto: object[]) => ({ ec: { infoFactura: { totalConImpuestos: { totalImpuesto } } } })

test('a tax that is summed up twice is not charged twice', () => {
  const draft = invoice(summed(OF_IVA, { ...OF_IVA, baseImponible: '20.00', valor: '3.00' }))
  expect(faultsOf(draft)).toContain(`error sum-twice ${AT}[1]`)
})

test('an additional discount is of IVA', () => {
  const lines = [{ ...LINE, taxes: [...IVA, { code: '3610' }] }]
  const onIce = { codigo: '3', codigoPorcentaje: '3610', descuentoAdicional: '5.00' }
  expect(faultsOf(invoice({ ...summed(onIce), lines }))).toEqual([
    `error additional-discount ${AT}[0].descuentoAdicional`,
  ])
})

test.each([
  { why: 'all of the base', descuentoAdicional: '20.00', faults: [] },
  {
    why: 'a cent more',
    descuentoAdicional: '20.01',
    faults: [`error additional-discount ${AT}[0].descuentoAdicional`],
  },
])('an additional discount may take off the base: $why', ({ descuentoAdicional, faults }) => {
  expect(faultsOf(invoice(summed({ ...OF_IVA, descuentoAdicional })))).toEqual(faults)
})

test('IRBPNR has one rate', () => {
  const lines = (rate: string) => [{ ...LINE, taxes: [...IVA, { code: 'IRBPNR', rate }] }]
  expect(faultsOf(invoice({ lines: lines('0.02') }))).toEqual([])
  expect(faultsOf(invoice({ lines: lines('0.05') }))).toEqual(['error irbpnr-rate lines[0].taxes[1].rate'])
})

test.each(['04', '05'] as const)('a note of type %s modifies a type of document that exists', (type) => {
  const info = type === '04' ? 'infoNotaCredito' : 'infoNotaDebito'
  const draft = note(type, {
    reference: { number: '001-001-000000123', date: '2026-11-03' },
    ec: { [info]: { codDocModificado: '99' } },
  })
  expect(faultsOf(draft)).toContain(`error original-type ec.${info}.codDocModificado`)
})

test('a due date that does not exist is not passed over', () => {
  const draft = invoice({ payment: { terms: 'credit', dueDate: '2026-11-31' } })
  expect(faultsOf(draft)).toEqual(['error due-date payment.dueDate'])
})

test("a buyer's number may come as a JSON number", () => {
  const buyer = { name: 'Ana Paz' }
  expect(faultsOf(invoice({ buyer, ec: { infoFactura: { identificacionComprador: 1710034065 } } }))).toEqual([
    'warning not-carried buyer.name',
  ])
})
