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

/** A withholding by its tax and code, as it was on a day; undefined when there is no such code. */
export function knownWithholding(tax: string, code: string, date: CalendarDate): KnownWithholding | undefined {
  switch (tax) {
    case RENTA:
      return incomeWithholdingOf(code, date)
    case IVA:
      return percentage(ivaWithholdingOf(code)?.rate)
    case ISD:
      return percentage(isdWithholdingOf(code, date)?.rate)
    default:
      return undefined
  }
}

function percentage(rate: string | undefined): KnownWithholding | undefined {
  return rate === undefined ? undefined : { rates: [rate], isPerBox: false }
}
