const HOUR_MS = 3_600_000
/** Santo Domingo stands four hours behind UTC the whole year. */
const OFFSET_MS = -4 * HOUR_MS

/** `dd-MM-yyyy HH:mm:ss` on the country's clock, as documents carry it. */
export function officialTime(at: Date): string {
  const { year, month, day, hour, minute, second } = wallClock(at)
  return `${two(day)}-${two(month)}-${year} ${two(hour)}:${two(minute)}:${two(second)}`
}

/** The way DGII's queries print a moment: `9/26/2026 12:16:42 AM`, on the country's clock. */
export function americanTime(at: Date): string {
  const { year, month, day, hour, minute, second } = wallClock(at)
  return `${month}/${day}/${year} ${hour % 12 || 12}:${two(minute)}:${two(second)} ${hour < 12 ? 'AM' : 'PM'}`
}

/** `yyyy-MM-ddTHH:mm:ssZ`, as the token service prints it. */
export function zuluTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`
}

/** The way a seed carries its moment: seven decimals and the country's offset. */
export function seedTime(at: Date): string {
  return `${new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 23)}0000-04:00`
}

/** The instant a `dd-MM-yyyy HH:mm:ss` or `dd-MM-yyyy` (its midnight) names on the country's clock; undefined when it is neither. */
export function instantOf(text: string | undefined): Date | undefined {
  const match = /^(\d{1,2})-(\d{1,2})-(\d{4})(?: (\d{1,2}):(\d{1,2}):(\d{1,2}))?$/.exec(text ?? '')
  if (!match) return undefined
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part || 0))
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second) - OFFSET_MS)
  const back = wallClock(at)
  return back.day === day && back.month === month && back.hour === hour ? at : undefined
}

/** Whole days between two moments of {@link instantOf}. */
export function daysBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / (24 * HOUR_MS))
}

function wallClock(at: Date) {
  const local = new Date(at.getTime() + OFFSET_MS)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
