import { ADDITIONAL_TAXES } from '../catalogs/additional-taxes.ts'
import type { IssuerSettings } from '../settings.ts'

/** An additional tax as arithmetic sees it. */
export interface AdditionalTax {
  readonly code: string
  readonly kind: 'other' | 'specific-alcohol' | 'specific-cigarettes' | 'ad-valorem-alcohol' | 'ad-valorem-cigarettes'
  readonly rate: string
  /** The code that goes with it on the same line, for the selective consumption tax. */
  readonly pair: string | undefined
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
export function rateInForce(code: string, issueDate: string, { taxRates }: IssuerSettings): string | undefined {
  let found: { rate: string; from: string } | undefined
  for (const each of taxRates ?? []) {
    if (each.code === code && each.from <= issueDate && (!found || each.from > found.from)) found = each
  }
  return found?.rate ?? TAXES.get(code)?.rate
}

const TAXES: ReadonlyMap<string, AdditionalTax> = new Map(
  ADDITIONAL_TAXES.entries.map(({ code, rate = '', pair }) => [code, { code, kind: kindOf(code), rate, pair }]),
)

function kindOf(code: string): AdditionalTax['kind'] {
  const number = Number(code)
  if (number <= 5) return 'other'
  if (number <= 18) return 'specific-alcohol'
  if (number <= 22) return 'specific-cigarettes'
  return number <= 35 ? 'ad-valorem-alcohol' : 'ad-valorem-cigarettes'
}
