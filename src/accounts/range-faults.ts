import { type CalendarDate, calendarDateOf } from '../domain/calendar.ts'
import type { Bilingual, Fault } from '../domain/fault.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'

/** A range as the authority granted it. Sequences are decimal, without the series. */
export interface RangeRequest {
  readonly series: string
  readonly first: string
  readonly last: string
  /** The next number to hand out, for a taxpayer who has used part of the range elsewhere; `first` when left out. */
  readonly next?: string
  /** Last day it may be used, `YYYY-MM-DD`. */
  readonly expiresOn?: string
}

/** Everything that is wrong with a range by itself; whether it overlaps another only the store can tell. */
export function rangeFaults(jurisdiction: Jurisdiction, request: RangeRequest, today: CalendarDate): readonly Fault[] {
  const { numbering } = jurisdiction
  const series = numbering.seriesOf(request.series)
  if (!series) {
    const { es, en } = numbering.seriesNames
    return [fault('range-series', 'series', { es: `Debe ser una de: ${es}.`, en: `Must be one of: ${en}.` })]
  }
  return [...sequenceFaults(request, numbering.lastSequence), ...expiryFaults(series.expires, request.expiresOn, today)]
}

const SEQUENCE = /^[0-9]{1,18}$/

function sequenceFaults(request: RangeRequest, lastSequence: bigint): readonly Fault[] {
  const texts = { first: request.first, last: request.last, next: request.next ?? request.first }
  const wrong = Object.entries(texts).filter(([, text]) => !isSequence(text, lastSequence))
  if (wrong.length > 0) {
    const message = {
      es: `Debe ser un entero de 1 a ${lastSequence}.`,
      en: `Must be an integer from 1 to ${lastSequence}.`,
    }
    const told = wrong.filter(([path]) => path !== 'next' || request.next !== undefined)
    return told.map(([path]) => fault('range-sequence', path, message))
  }
  const first = BigInt(texts.first)
  const last = BigInt(texts.last)
  const next = BigInt(texts.next)
  if (last < first) {
    return [
      fault('range-order', 'last', { es: 'Debe ser mayor o igual que first.', en: 'Must not be less than first.' }),
    ]
  }
  if (next >= first && next <= last) return []
  return [
    fault('range-next', 'next', {
      es: `Debe estar entre ${first} y ${last}.`,
      en: `Must be from ${first} to ${last}.`,
    }),
  ]
}

function isSequence(text: string, lastSequence: bigint): boolean {
  return SEQUENCE.test(text) && BigInt(text) > 0n && BigInt(text) <= lastSequence
}

function expiryFaults(expires: boolean, text: string | undefined, today: CalendarDate): readonly Fault[] {
  if (!expires) {
    const message = { es: 'Los números de esta serie no vencen.', en: 'Numbers of this series do not expire.' }
    return text === undefined ? [] : [fault('range-no-expiry', 'expiresOn', message)]
  }
  if (text === undefined) {
    const message = { es: 'Esta serie exige la fecha de vencimiento.', en: 'This series needs its expiry date.' }
    return [fault('range-expiry-missing', 'expiresOn', message)]
  }
  const date = calendarDateOf(text)
  if (date === undefined) {
    const message = {
      es: 'No es una fecha del calendario (AAAA-MM-DD).',
      en: 'Not a date of the calendar (YYYY-MM-DD).',
    }
    return [fault('range-expiry-date', 'expiresOn', message)]
  }
  if (date >= today) return []
  return [fault('range-expired', 'expiresOn', { es: 'El rango ya venció.', en: 'The range has expired already.' })]
}

function fault(code: string, path: string, message: Bilingual): Fault {
  return { code, path, message, severity: 'error' }
}
