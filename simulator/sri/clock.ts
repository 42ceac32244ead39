const DAY_MS = 86_400_000
/** Continental Ecuador stands five hours behind UTC the whole year. */
const OFFSET_MS = -5 * 3_600_000

/** `2026-02-11T18:37:42-05:00`, as SRI prints moments. */
export function officialTime(at: Date): string {
  return `${new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 19)}-05:00`
}

/** The day a moment falls on in Ecuador, counted so that tomorrow is one more. */
export function dayOf(at: Date): number {
  return Math.floor((at.getTime() + OFFSET_MS) / DAY_MS)
}

/** The day a `dd/mm/yyyy` names, counted as {@link dayOf} does; undefined when there is no such day. */
export function dayNamed(text: string | undefined): number | undefined {
  const match = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text ?? '')
  if (!match) return undefined
  const [day = 0, month = 0, year = 0] = match.slice(1).map(Number)
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCDate() === day && at.getUTCMonth() === month - 1 ? at.getTime() / DAY_MS : undefined
}

/** `2026-12-01` for the day `01/12/2026`, so that days compare as texts; empty when it is no such form. */
export function isoDay(text: string | undefined): string {
  return /^\d{2}\/\d{2}\/\d{4}$/.test(text ?? '') ? (text ?? '').split('/').reverse().join('-') : ''
}
