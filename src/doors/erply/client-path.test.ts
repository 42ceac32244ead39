import { expect, test } from 'vitest'
import { clientPath } from './client-path.ts'

test.each([
  ['', 'lines'],
  ['number', 'encf'],
  ['externalId', 'client_request_id'],
  ['issuer.address', 'company.rnc'],
  ['buyer.foreignId', 'customer.foreign_id'],
  ['lines[2].unitPrice', 'lines[2].unit_price'],
  ['lines[2].taxes[0].rate', 'lines[2].tax_rate'],
  ['lines[2].do.IndicadorFacturacion', 'lines[2]'],
  ['payment.methods[1].amount', 'payment.methods[1].amount'],
  ['payment.dueDate', 'payment.due_date'],
  ['reference.date', 'reference.issue_date'],
  ['do.Encabezado.IdDoc.FechaVencimientoSecuencia', 'encf'],
  ['do.Encabezado.Totales.MontoTotal', 'totals.grand_total'],
  ['do.Encabezado.Totales.TotalITBIS1', 'totals.tax'],
  ['do.Paginacion', 'lines'],
])('%j is %j to the client', (path, field) => expect(clientPath(path)).toBe(field))
