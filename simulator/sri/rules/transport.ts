import { textAt } from '../../reading.ts'
import { dayNamed, dayOf } from '../clock.ts'
import { error, type Finding } from '../finding.ts'
import type { Comprobante } from './comprobante.ts'

/**
 * Whether a transport starts on the day of its document or later, and ends after that. A guía is issued when it comes.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11, code 82
 */
export function* transportFindings({ root, type, receivedAt, desk }: Comprobante): Generator<Finding> {
  const group = type.code === '06' ? 'infoGuiaRemision' : 'infoSustitutivaGuiaRemision'
  const start = dayNamed(textAt(root, `${group}.fechaIniTransporte`))
  const end = dayNamed(textAt(root, `${group}.fechaFinTransporte`))
  if (start === undefined || end === undefined) return
  const issued = type.code === '06' ? dayOf(receivedAt) - desk.rules.lateDays : dayNamed(textAt(root, type.date))
  if (issued !== undefined && start < issued) {
    yield error('82', 'La fecha de inicio del transporte es anterior a la fecha de emisión')
  } else if (end < start) yield error('82', 'La fecha de fin del transporte es anterior a la de inicio')
}
