import { elementsOf } from '../../../src/xml/tree.ts'
import { textAt } from '../../reading.ts'
import { dayNamed, dayOf } from '../clock.ts'
import { error, type Finding } from '../finding.ts'
import type { Comprobante } from './comprobante.ts'

/**
 * Whether every date is one (67), and the document of these days (65). A guía has no date of its own: see `transport`.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11, codes 65 and 67; NAC-DGERCGC25-00000017 (2025)
 */
export function* lateFindings({ root, type, receivedAt, desk }: Comprobante): Generator<Finding> {
  for (const { name, text, children } of elementsOf(root)) {
    if (name.startsWith('fecha') && children.length === 0 && dayNamed(text) === undefined) {
      yield error('67', `${name}: ${text}`)
      return
    }
  }
  if (type.code === '06') return
  const stated = textAt(root, type.date)
  const day = dayNamed(stated)
  const today = dayOf(receivedAt)
  if (day === undefined || day > today || day < today - desk.rules.lateDays) {
    yield error('65', `La fecha de emisión ${stated ?? ''} está fuera del plazo permitido`)
  }
}
