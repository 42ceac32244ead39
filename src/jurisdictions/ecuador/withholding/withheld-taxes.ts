import type { CalendarDate } from '../../../domain/calendar.ts'
import { incomeWithholdingOf } from '../catalogs/income-withholdings.ts'
import { isdWithholdingOf } from '../catalogs/isd-withholdings.ts'
import { ivaWithholdingOf } from '../catalogs/iva-withholdings.ts'

/** A tax that is withheld, by its code in `codigo`. */
export const RENTA = '1'
export const IVA = '2'
export const ISD = '6'

/** What is known of a withholding on a day. */
export interface KnownWithholding {
  /** The percentages it may have; none where it is not known, or there is none. */
  readonly rates: readonly string[]
  /** Those it is known to have or have had on any day. */
  readonly everRates: readonly string[]
  /** By the box of bananas, so that no percentage gives the amount. */
  readonly isPerBox: boolean
}

/**
 * The tax that a `codigoRetencion` belongs to: those of IVA have one or two digits, those of ISD begin with 45 and have four,
 * the rest are of renta.
 */
export function taxOfCode(code: string): string {
  if (/^\d{1,2}$/.test(code)) return IVA
  return /^45\d{2}$/.test(code) ? ISD : RENTA
}

/**
 * False for what cannot be a code of renta, whatever the year.
 *
 * @source SRI, catálogo del ATS: 303, 312A, 3440, 323B1
 */
export function isCodeOfRenta(code: string): boolean {
  return /^\d{3}[\dA-Z]{0,2}$/.test(code)
}

/** A withholding by its tax and code, as it was on a day; undefined when there is no such code. */
export function knownWithholding(tax: string, code: string, date: CalendarDate): KnownWithholding | undefined {
  switch (tax) {
    case RENTA:
      return incomeWithholdingOf(code, date) ?? (isOfBananaBoxes(code) ? PER_BOX : undefined)
    case IVA:
      return percentage(ivaWithholdingOf(code)?.rate)
    case ISD:
      return percentage(isdWithholdingOf(code, date)?.rate)
    default:
      return undefined
  }
}

function percentage(rate: string | undefined): KnownWithholding | undefined {
  return rate === undefined ? undefined : { rates: [rate], everRates: [rate], isPerBox: false }
}

/** True for what is withheld by the box of bananas. */
export function isOfBananaBoxes(code: string): boolean {
  return BANANAS.has(code)
}

/** True for what a taxpayer withholds of himself, which rests on the retención itself. */
export function isOwnWithholding(code: string): boolean {
  return OWN.has(code)
}

/** @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 20, compraCajBanano and autorretención */
const BANANAS: ReadonlySet<string> = new Set(['338', '340', '341', '342', '342A', '342B'])
const OWN: ReadonlySet<string> = new Set(['350', '3481'])
const PER_BOX: KnownWithholding = { rates: [], everRates: [], isPerBox: true }
