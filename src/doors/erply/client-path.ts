import { clientNames } from '../client-names.ts'

const nameOf = clientNames({
  '': 'lines',
  number: 'encf',
  externalId: 'client_request_id',
  issuer: 'company.rnc',
  buyer: 'customer*',
  'buyer.taxId': 'customer.rnc',
  'lines[].name': 'lines[].description',
  'lines[].taxes': 'lines[].tax_rate',
  'lines[].do': 'lines[]',
  'lines[].do.MontoItem': 'lines[].subtotal',
  'reference.number': 'reference.encf',
  'reference.date': 'reference.issue_date',
  do: 'lines',
  'do.Encabezado.IdDoc': 'type',
  'do.Encabezado.IdDoc.FechaVencimientoSecuencia': 'encf',
  'do.Encabezado.Comprador': 'customer',
  'do.Encabezado.Totales': 'totals.grand_total',
  'do.Encabezado.Totales.TotalITBIS': 'totals.tax',
  'do.Encabezado.Totales.TotalITBIS1': 'totals.tax',
  'do.Encabezado.Totales.TotalITBIS2': 'totals.tax',
  'do.InformacionReferencia': 'reference',
})

/** The client's name of the place that a fault of the engine speaks of, written the way this contract writes names. */
export function clientPath(path: string): string {
  return nameOf(path).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** The client's name of one of its figures. */
export const figurePath = clientNames({
  'lines[].amount': 'lines[].subtotal',
  amount: 'totals.subtotal',
  tax: 'totals.tax',
  total: 'totals.grand_total',
})
