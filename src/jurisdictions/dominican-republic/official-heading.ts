import type { CalendarDate } from '../../domain/calendar.ts'
import { oneLine } from '../../domain/one-line.ts'
import { presentIfAny } from '../../domain/present.ts'
import { elementsOf } from './content/applicable.ts'
import { officialDate } from './dates.ts'
import { numbering } from './numbering.ts'

/** What the heading of an e-CF has a place for and a neutral draft has not. */
export interface HeadingFacts {
  /** The last day of the range that the number is from. */
  readonly rangeEnd?: CalendarDate | undefined
  /** Refused where an e-CF cannot bear it; the neutral field would be left out. */
  readonly buyerEmail?: string | undefined
  /** Refused where the type has no place for it; the neutral field would be left out. */
  readonly buyerAddress?: string | undefined
  /** Of a modification; refused where the type has no place for it, as above. */
  readonly reason?: string | undefined
  /** Remarks of any length, for the reader. */
  readonly notes?: string | undefined
}

/** @source DGII, Formato e-CF v1.0 (oct-2025), InformacionAdicionalEmisor */
const LONGEST_NOTE = 250

/**
 * The block `do` of a draft that says what the neutral fields cannot; undefined when there is nothing of that. The end of the range
 * is left out for types whose ranges have none.
 */
export function officialHeading(type: string, facts: HeadingFacts): object | undefined {
  const { rangeEnd, buyerEmail, buyerAddress, reason, notes = '' } = facts
  const has = elementsOf(type)
  const expiry =
    rangeEnd !== undefined && numbering.seriesOf(type)?.expires === true ? officialDate(rangeEnd) : undefined
  const note = oneLine(notes, LONGEST_NOTE)
  const heading = presentIfAny({
    IdDoc: expiry === undefined ? undefined : { FechaVencimientoSecuencia: expiry },
    Emisor: note === '' ? undefined : { InformacionAdicionalEmisor: note },
    Comprador: presentIfAny({
      CorreoComprador: buyerEmail,
      DireccionComprador: has.has('Encabezado.Comprador.DireccionComprador') ? undefined : buyerAddress,
    }),
  })
  const hasReason = has.has('InformacionReferencia.RazonModificacion')
  const reference = presentIfAny({ RazonModificacion: hasReason ? undefined : reason })
  return presentIfAny({ Encabezado: heading, InformacionReferencia: reference })
}
