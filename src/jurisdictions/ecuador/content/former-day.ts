import type { CalendarDate } from '../../../domain/calendar.ts'
import type { PrepareContext } from '../../jurisdiction.ts'
import { accessKeyParts } from '../access-key.ts'

/**
 * The day that a corrected document had, which its clave de acceso carries; undefined once SRI refused that day as late, and where
 * nothing is corrected.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), 5.10 (the same clave after a rejection) and ch. 11, code 65
 */
export function keptDay(context: PrepareContext): CalendarDate | undefined {
  return refusedDay(context) === undefined ? formerDay(context) : undefined
}

/** The day that SRI refused a corrected document for: late then, it is later still today. */
export function refusedDay(context: PrepareContext): CalendarDate | undefined {
  const former = formerDay(context)
  const isLate = context.correcting?.verdict?.messages.some(({ code }) => code === LATE) === true
  return isLate && former !== undefined && former < context.today ? former : undefined
}

/** What SRI says of a document that came too late for its date. */
const LATE = '65'

function formerDay({ correcting }: PrepareContext): CalendarDate | undefined {
  return accessKeyParts(correcting?.stamp.accessKey ?? '')?.date
}
