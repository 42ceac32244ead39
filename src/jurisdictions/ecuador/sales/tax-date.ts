import { calendarDateOf, type CalendarDate } from '../../../domain/calendar.ts'
import { blockOf } from '../../../domain/draft.ts'
import { givenAt } from '../../content/block.ts'
import { issueDateOf } from '../content/issuer.ts'
import type { Sources } from '../content/sources.ts'
import { dateFromOfficial } from '../dates.ts'

/**
 * The day whose tax rates a document bears: its own, and for a note that of the document it modifies.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), rate of IVA of notes
 */
export function taxDateOf(sources: Sources): CalendarDate {
  return (sources.type.isNote ? supportDateOf(sources) : undefined) ?? issueDateOf(sources)
}

/** The day of the document that a note modifies, by its block, by the draft, or as Emite knows it. */
export function supportDateOf({ draft, type, original }: Sources): CalendarDate | undefined {
  const given = givenAt(blockOf(draft, 'ec'), `${type.info}.fechaEmisionDocSustento`)
  return (
    dateFromOfficial(typeof given === 'string' ? given.trim() : undefined) ??
    calendarDateOf(draft.reference?.date ?? '') ??
    original?.issueDate
  )
}
