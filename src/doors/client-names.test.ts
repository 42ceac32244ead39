import { describe, expect, test } from 'vitest'
import { clientNames } from './client-names.ts'

const nameOf = clientNames({
  lines: 'items',
  'lines[]': 'items[]*',
  'lines[].unitPrice': 'items[].price',
  'lines[].ec.impuestos.impuesto[].tarifa': 'items[].taxes[].rate',
  buyer: 'customer',
  'buyer.name': 'customer.name',
  'payment.methods': 'payments*',
})

describe('a place of a draft in the names of a contract', () => {
  test.each([
    { place: 'lines[3].unitPrice', name: 'items[3].price', why: 'by its own entry' },
    { place: 'lines[2].ec.impuestos.impuesto[1].tarifa', name: 'items[2].taxes[1].rate', why: 'with every index' },
    { place: 'buyer.taxId', name: 'customer', why: 'by the group it lies in' },
    { place: 'buyer.name', name: 'customer.name', why: 'by its own entry before the group' },
    { place: 'lines', name: 'items', why: 'as a whole' },
    { place: 'lines[12]', name: 'items[12]', why: 'one of a list' },
    {
      place: 'lines[0].do.CantidadItem',
      name: 'items[0].CantidadItem',
      why: 'with what lies beneath, without the country',
    },
    { place: 'payment.methods[1].amount', name: 'payments[1].amount', why: 'with its index in what is kept' },
    { place: 'ec.infoFactura.propina', name: 'infoFactura.propina', why: 'as it is when nothing names it' },
    { place: '', name: '', why: 'the draft itself' },
  ])('$place is $name: $why', ({ place, name }) => expect(nameOf(place)).toBe(name))
})
