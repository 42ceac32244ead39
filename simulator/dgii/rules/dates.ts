import { instantOf } from '../clock.ts'
import { spent, type Finding } from '../finding.ts'
import { textAt } from '../../reading.ts'
import { headOf, type Invoice } from './invoice.ts'

/**
 * Dates in the past are taken, years old ones too: the certification sets are full of them. The future is not.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), FechaHoraFirma: GMT−4, not later than now
 */
export function* dateFindings(invoice: Invoice): Generator<Finding> {
  const { receivedAt, root, desk } = invoice
  const signed = instantOf(textAt(root, 'FechaHoraFirma'))
  if (signed && signed.getTime() > receivedAt.getTime() + desk.rules.clockSkewMs) {
    yield spent('0', 'FechaHoraFirma no puede ser mayor que la fecha y hora actual (GMT-4).')
  }
  const issued = instantOf(headOf(invoice, 'Emisor.FechaEmision'))
  if (issued && issued > receivedAt) yield spent('0', 'FechaEmision no puede ser mayor que la fecha actual.')
}
