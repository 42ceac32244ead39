import { calendarDateOf } from './calendar.ts'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/** The instant that a text with a time zone names; undefined for any other text, a day that no calendar has included. */
export function instantOf(text: string): Date | undefined {
  // JavaScript moves 30 February into March; such a day must be told, not moved.
  if (!INSTANT.test(text) || calendarDateOf(text.slice(0, 10)) === undefined) return undefined
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at
}
