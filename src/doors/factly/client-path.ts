import { clientNames } from '../client-names.ts'

/**
 * The client's own name of the field that a path in the draft was made from. What is made from no field of the client keeps its
 * official name.
 */
export const clientPath = clientNames({
  type: 'documentType',
  number: 'encf',
  'buyer.name': 'customerName',
  'buyer.email': 'customerEmail',
  'buyer.code': 'customerId',
  buyer: 'customerDocument',
  'payment.dueDate': 'creditDays',
  payment: 'billingType',
  'reference.date': 'referenceIssueDate',
  'reference.code': 'referenceModificationCode',
  reference: 'referenceEncf',
  'lines[].name': 'lines[].description',
  'lines[].quantity': 'lines[].qty',
  'lines[].unit': 'lines[].unidadMedida',
  'lines[].taxes': 'lines[].taxRate',
  'lines[].discounts': 'lines[].discountAmount',
  'lines[].codes': 'lines[].itemId',
  // Official figures of a line, which are computed from all of it.
  'lines[].do': 'lines[]',
  'lines[]': 'lines[]*',
  'do.Encabezado.Totales': 'lines',
  'do.Encabezado.IdDoc.FechaVencimientoSecuencia': 'fechaVencimientoSecuencia',
  'do.Encabezado.Emisor.InformacionAdicionalEmisor': 'notes',
})
