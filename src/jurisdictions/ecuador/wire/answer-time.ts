/** Guayaquil stands five hours behind UTC the whole year. */
const OFFSET = '-05:00'

const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:\d{2})?$/
const LOCAL = /^(\d{2})\/(\d{2})\/(\d{4})\s+(\d{2}:\d{2}:\d{2})$/

/**
 * A moment as SRI writes it: xsd:dateTime, of Guayaquil when it names no zone, or `dd/mm/yyyy HH:mm:ss`. Undefined when it is
 * none.
 */
export function momentOf(text: string | undefined): Date | undefined {
  const iso = ISO.exec(text ?? '')
  if (iso) return moment(iso[1], iso[2], iso[3])
  const local = LOCAL.exec(text ?? '')
  return local ? moment(`${local[3]}-${local[2]}-${local[1]}`, local[4]) : undefined
}

function moment(date = '', time = '', offset = OFFSET): Date | undefined {
  // A day that does not exist, such as 31 February, would silently become another one.
  const day = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== date) return undefined
  const at = new Date(`${date}T${time}${offset}`)
  return Number.isNaN(at.getTime()) ? undefined : at
}
