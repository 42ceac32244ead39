import { ADDITIONAL_TAXES } from '../catalogs/additional-taxes.ts'
import type { IssuerSettings } from '../settings.ts'

/** An additional tax as arithmetic sees it. */
export interface AdditionalTax {
  readonly code: string
  readonly kind: 'other' | 'specific-alcohol' | 'specific-cigarettes' | 'ad-valorem-alcohol' | 'ad-valorem-cigarettes'
  readonly rate: string
  /** The code that goes with it on the same line, for the selective consumption tax. */
  readonly pair: string | undefined
  /** A month of the one quarter that `rate` is known for, such as `2025-10`; undefined where the rate is fixed by law. */
  readonly quarter: string | undefined
}

/** A rate that the document does not state. */
export interface RateInForce {
  readonly rate: string
  /** A month of another quarter than the day's, which is the one this rate is known for: the day's own may differ. */
  readonly otherQuarter: string | undefined
}

/** The additional tax with this code; undefined when there is none. */
export function additionalTaxOf(code: string): AdditionalTax | undefined {
  return TAXES.get(code)
}

/** True for the selective consumption tax (006 to 039), which is part of the base of ITBIS. */
export function isSelective(code: string): boolean {
  const kind = TAXES.get(code)?.kind
  return kind !== undefined && kind !== 'other'
}

/**
 * The rate of a tax on an issue date, when the document does not state one: the issuer's setting in force on that day, else
 * the one the catalog prints. The specific rates change every quarter, so a catalog alone would soon be wrong.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), TasaImpuestoAdicional
 */
export function rateInForce(code: string, issueDate: string, { taxRates }: IssuerSettings): RateInForce | undefined {
  let found: { rate: string; from: string } | undefined
  for (const each of taxRates ?? []) {
    if (each.code === code && each.from <= issueDate && (!found || each.from > found.from)) found = each
  }
  const tax = TAXES.get(code)
  const rate = found?.rate ?? tax?.rate
  if (rate === undefined) return undefined
  // What is fixed by law holds until it is changed; what changes every quarter is known for the one it was given for.
  const known = tax?.quarter === undefined ? undefined : (found?.from ?? tax.quarter).slice(0, MONTH)
  return { rate, otherQuarter: known === undefined || quarterOf(known) === quarterOf(issueDate) ? undefined : known }
}

/** Length of `2025-10`. */
const MONTH = 7

const TAXES: ReadonlyMap<string, AdditionalTax> = new Map(
  ADDITIONAL_TAXES.entries.map(({ code, rate = '', pair, rateChanges, rateAsOf }) => [
    code,
    { code, kind: kindOf(code), rate, pair, quarter: rateChanges === 'quarterly' ? rateAsOf : undefined },
  ]),
)

/** `2025-10` and `2025-12-31` alike as `2025-4`. */
function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

function kindOf(code: string): AdditionalTax['kind'] {
  const number = Number(code)
  if (number <= 5) return 'other'
  if (number <= 18) return 'specific-alcohol'
  if (number <= 22) return 'specific-cigarettes'
  return number <= 35 ? 'ad-valorem-alcohol' : 'ad-valorem-cigarettes'
}
