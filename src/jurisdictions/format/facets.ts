import { firstIllegalCharacter } from '../../xml/text.ts'
import {
  empty,
  illegalCharacter,
  noSuchDay,
  notInList,
  outOfRange,
  tooLong,
  tooManyDecimals,
  tooManyDigits,
  tooShort,
  wrongPattern,
  type Breach,
} from './field-fault.ts'
import type { DateOrder, SimpleType } from './format.ts'

/**
 * The first rule of `type` that `value` breaks; undefined when it keeps them all.
 *
 * Never laxer than the XML Schema type of the same facets. Stricter in that a value is its written form: no blanks around a
 * number, a digit on either side of its point, listed codes exactly as listed; and blank text counts as empty.
 */
export function breachOf(type: SimpleType, value: string): Breach | undefined {
  const { base, values } = type
  if (values?.has(value)) return undefined
  if (!values && base !== 'text' && NUMBERS[base].test(value)) return numberBreach(type, value)
  if (!NOT_BLANK.test(value)) return empty
  const illegal = firstIllegalCharacter(value)
  if (illegal) return illegalCharacter(illegal.codePoint, illegal.index)
  if (values) return notInList(value, values, type.catalog)
  return base === 'text' ? (lengthBreach(type, value) ?? textBreach(type, value)) : wrongPattern(type)
}

// The bounds keep a hostile text of digits from costing anything: no official type has a twentieth of them.
const NUMBERS = { integer: /^[+-]?\d{1,1000}$/, decimal: /^[+-]?\d{1,1000}(\.\d{1,1000})?$/ }

const NOT_BLANK = /\S/

function lengthBreach({ minLength, maxLength }: SimpleType, value: string): Breach | undefined {
  // UTF-16 units are never fewer than characters: most values need no counting.
  if (maxLength !== undefined && value.length > maxLength) {
    const length = charactersIn(value)
    if (length > maxLength) return tooLong(maxLength, length)
  }
  if (minLength !== undefined && value.length < minLength * 2) {
    const length = charactersIn(value)
    if (length < minLength) return tooShort(minLength, length)
  }
  return undefined
}

function charactersIn(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) !== 0xdc00) count++
  return count
}

function textBreach(type: SimpleType, value: string): Breach | undefined {
  // Length went first, so that no pattern ever meets a long hostile text where the format bounds it.
  if (type.pattern && !type.pattern.test(value)) return wrongPattern(type)
  if (type.date && !isDay(value, type.date)) return noSuchDay
  return undefined
}

const DATES: Readonly<Record<DateOrder, RegExp>> = {
  'day-first': /^(?<day>\d{1,2})\D(?<month>\d{1,2})\D(?<year>\d{4})(?:$|[ T]\d)/,
  'year-first': /^(?<year>\d{4})\D(?<month>\d{1,2})\D(?<day>\d{1,2})(?:$|[ T]\d)/,
}

function isDay(value: string, order: DateOrder): boolean {
  const { year, month, day } = DATES[order].exec(value)?.groups ?? {}
  const inYear = Number(month)
  if (!(inYear >= 1 && inYear <= 12)) return false
  const last = new Date(Date.UTC(Number(year), inYear, 0)).getUTCDate()
  return Number(day) >= 1 && Number(day) <= last
}

function numberBreach(type: SimpleType, value: string): Breach | undefined {
  const { pattern, totalDigits, fractionDigits } = type
  // A schema counts the digits of the number, so that 0.500 has one decimal; a pattern counts those of its text.
  const counted = pattern ? value : withoutTrailingZeros(value)
  const fits = !pattern || pattern.test(value)
  if (!fits && value.startsWith('-') && pattern.test(value.slice(1))) return outOfRange('cero o más', 'zero or more')

  if (fractionDigits !== undefined) {
    const point = counted.indexOf('.')
    const decimals = point < 0 ? 0 : counted.length - point - 1
    if (decimals > fractionDigits) return tooManyDecimals(fractionDigits)
  }
  if (totalDigits !== undefined && counted.length > totalDigits) {
    const digits = counted.replace(/^[+-]?0*|\./g, '').length
    if (digits > totalDigits) return tooManyDigits(totalDigits, digits)
  }
  return fits ? rangeBreach(type, value) : wrongPattern(type)
}

function withoutTrailingZeros(value: string): string {
  if (!value.includes('.')) return value
  let end = value.length
  while (value[end - 1] === '0') end--
  return value.slice(0, value[end - 1] === '.' ? end - 1 : end)
}

// A binary number serves here: it never puts two decimals in the wrong order, and a value that rounds onto a bound of whole or
// hundredth units would have more digits than the type allows.
function rangeBreach({ minInclusive, minExclusive, maxInclusive }: SimpleType, value: string): Breach | undefined {
  if (minExclusive !== undefined && !(Number(value) > Number(minExclusive)))
    return outOfRange(`mayor que ${minExclusive}`, `greater than ${minExclusive}`)
  if (minInclusive !== undefined && Number(value) < Number(minInclusive))
    return outOfRange(`${minInclusive} o más`, `${minInclusive} or more`)
  if (maxInclusive !== undefined && Number(value) > Number(maxInclusive))
    return outOfRange(`${maxInclusive} o menos`, `${maxInclusive} or less`)
  return undefined
}
