const HOUR_MS = 3_600_000

/** Santo Domingo stands four hours behind UTC the whole year. */
const OFFSET = '-04:00'

const US = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?[.\s]*(?:m\.?)?)?$/i
const OFFICIAL = /^(\d{2})-(\d{2})-(\d{4})(?:\s+(\d{2}):(\d{2}):(\d{2}))?$/
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i

/**
 * A moment as DGII writes it: ISO 8601 (Santo Domingo's time when it names no zone), `dd-MM-yyyy HH:mm:ss` as in documents,
 * or US style with slashes, month first, as its query answers have it: `9/26/2026 12:16:42 AM`. Undefined when it is none.
 */
export function momentOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const iso = ISO.exec(text)
  if (iso) return valid(new Date(iso[3] ? text : text + OFFSET))
  const us = US.exec(text)
  if (us) return moment(us[3], us[1], us[2], hour24(us[4], us[7]), us[5], us[6])
  const official = OFFICIAL.exec(text)
  if (official) return moment(official[3], official[2], official[1], official[4], official[5], official[6])
  return undefined
}

/**
 * When a token made now ends: after the life DGII states, which is an hour and never taken for more.
 *
 * The life is the distance between its two dates, not the end itself: their clock need not agree with ours, and dates
 * have been seen that say Z and mean local time.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Autenticación": the token is valid for one hour
 */
export function tokenEnd(now: Date, issued: Date | undefined, expires: Date | undefined): Date {
  const stated = issued && expires ? expires.getTime() - issued.getTime() : HOUR_MS
  return new Date(now.getTime() + (stated > 0 ? Math.min(stated, HOUR_MS) : HOUR_MS))
}

/** 12 AM is midnight and 12 PM is noon; without AM or PM the hour is the hour. */
function hour24(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour
  return String((Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0))
}

function moment(year = '', month = '', day = '', hour = '0', minute = '0', second = '0'): Date | undefined {
  const two = (text: string) => text.padStart(2, '0')
  const date = `${year}-${two(month)}-${two(day)}`
  // A day that does not exist, such as 31 February, would silently become another one.
  const at = valid(new Date(`${date}T00:00:00Z`))
  if (at?.toISOString().slice(0, 10) !== date) return undefined
  return valid(new Date(`${date}T${two(hour)}:${two(minute)}:${two(second)}${OFFSET}`))
}

function valid(at: Date): Date | undefined {
  return Number.isNaN(at.getTime()) ? undefined : at
}
