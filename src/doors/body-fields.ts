import { Type } from 'typebox'
import { calendarDateOf } from '../domain/calendar.ts'
import { mailAddressOf } from '../domain/mail-address.ts'

// Fields of bodies, as schemas that take no more than a draft does. A default is what stands in for a value that is none, so that the
// rest of a body can be looked at all the same.

/** A text that may be left out. */
export function textField(maxLength?: number) {
  return Type.Optional(Type.String(maxLength === undefined ? {} : { maxLength }))
}

/** A text that says something. */
export function neededText(maxLength: number) {
  return Type.String({ minLength: 1, maxLength, pattern: '\\S', default: '-' })
}

/** A day that exists, `YYYY-MM-DD`, that may be left out. */
export function dayField() {
  return Type.Optional(
    Type.Refine(Type.String({ default: '2026-01-01' }), (text) => calendarDateOf(text) !== undefined),
  )
}

/** An e-mail address, or an empty text, that may be left out. */
export function mailAddressField() {
  return Type.Optional(
    Type.Refine(Type.String({ default: '' }), (text) => text === '' || mailAddressOf(text) !== undefined),
  )
}

/** An amount as a JSON number, without exponent and of at most 8 decimals. */
export function figureField(limit: { minimum?: number; exclusiveMinimum?: number; default?: number } = {}) {
  return Type.Refine(Type.Number({ default: 0, ...limit }), (given) => /^-?\d+(?:\.\d{1,8})?$/.test(String(given)))
}
