import type { Party } from '../../domain/draft.ts'
import { withoutAccents } from '../../domain/without-accents.ts'

/** A taxpayer's number as DGII takes it: an RNC of 9 digits or a cédula of 11, without dashes or blanks. */
export interface TaxId {
  readonly kind: 'rnc' | 'cedula'
  readonly digits: string
  /** False when the check digit fails. Genuine old numbers do fail, so this may only ever warn. */
  readonly checks: boolean
}

/**
 * Reads an RNC or cédula as people write it (`1-31-88068-1`, `001-1234567-8`); undefined when it is neither.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), RNCEmisor and RNCComprador: 9 or 11 digits
 */
export function taxIdOf(text: string): TaxId | undefined {
  const digits = withoutSeparators(text)
  if (/^[0-9]{9}$/.test(digits)) return { kind: 'rnc', digits, checks: rncChecks(digits) }
  if (/^[0-9]{11}$/.test(digits)) return { kind: 'cedula', digits, checks: cedulaChecks(digits) }
  return undefined
}

/**
 * A buyer's number as a draft has it: a tax id by what its kind is called, such as `RNC` or `Cédula`, or by its own form where that
 * is not said. Any other is a foreigner's.
 */
export function identityOf(number: string, kindName: string | undefined): Pick<Party, 'taxId' | 'foreignId'> {
  const kind =
    kindName &&
    withoutAccents(kindName)
      .toLowerCase()
      .replaceAll(/[^a-z]/g, '')
  const isTaxId = kind === undefined ? taxIdOf(number) !== undefined : kind === 'rnc' || kind === 'cedula'
  return isTaxId ? { taxId: number } : { foreignId: number }
}

/** The digits of a tax id without the dashes and blanks people put between them; any other text comes back as it is. */
export function taxIdText(text: string): string {
  const digits = withoutSeparators(text)
  return /^[0-9]{9}(?:[0-9]{2})?$/.test(digits) ? digits : text
}

function withoutSeparators(text: string): string {
  return /^[0-9]+$/.test(text) ? text : text.replace(/[-\s]/g, '')
}

const RNC_WEIGHTS = [7, 9, 8, 6, 5, 4, 3, 2] as const

/** Modulo 11 over the first eight digits; a rest of 0 reads 2 and a rest of 1 reads 1. */
function rncChecks(digits: string): boolean {
  const rest = RNC_WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0) % 11
  const expected = rest === 0 ? 2 : rest === 1 ? 1 : 11 - rest
  return Number(digits[8]) === expected
}

/** Modulo 10 over the first ten digits with weights 1 2 1 2 …, adding the digits of each product. */
function cedulaChecks(digits: string): boolean {
  let total = 0
  for (let i = 0; i < 10; i++) {
    const product = Number(digits[i]) * (1 + (i % 2))
    total += product > 9 ? product - 9 : product
  }
  return Number(digits[10]) === (10 - (total % 10)) % 10
}
