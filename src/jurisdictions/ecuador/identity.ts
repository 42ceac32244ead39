/** A RUC: 13 digits. */
export interface Ruc {
  readonly kind: 'natural' | 'public' | 'private'
  readonly digits: string
  /**
   * False when no check digit fits. SRI has issued numbers without one for years, so this may only ever warn.
   */
  readonly checks: boolean
}

/** A cédula: 10 digits. */
export interface Cedula {
  readonly digits: string
  /** False when the check digit fails. */
  readonly checks: boolean
}

/** What kind of number identifies somebody: 04 RUC, 05 cédula, 06 passport, 07 final consumer, 08 foreign tax id. */
export type IdentificationType = '04' | '05' | '06' | '07' | '08'

/**
 * The buyer nobody asks the name of.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 6
 */
export const FINAL_CONSUMER = { type: '07', number: '9999999999999', name: 'CONSUMIDOR FINAL' } as const

/**
 * Reads a RUC, forgiving dashes and blanks; undefined when it has not the structure of one: a province, a third digit that
 * names a kind of taxpayer, and an establishment.
 *
 * @source SRI, structure of the RUC. Check digits: SRI states that the RUCs of companies no longer follow an algorithm
 */
export function rucOf(text: string): Ruc | undefined {
  const digits = withoutSeparators(text)
  if (!/^\d{13}$/.test(digits) || !isProvince(digits) || digits.endsWith('000')) return undefined
  const third = Number(digits[2])
  if (third === 9) return { kind: 'private', digits, checks: weightedCheck(digits, PRIVATE_WEIGHTS) }
  if (third < 6) return { kind: 'natural', digits, checks: cedulaChecks(digits) }
  if (third > 6) return undefined
  // Foreigners with a cédula have a 6 there as well as public bodies.
  if (cedulaChecks(digits)) return { kind: 'natural', digits, checks: true }
  return { kind: 'public', digits, checks: digits.endsWith('0001') && weightedCheck(digits, PUBLIC_WEIGHTS) }
}

/** Reads a cédula, forgiving dashes and blanks; undefined when it has not the structure of one. */
export function cedulaOf(text: string): Cedula | undefined {
  const digits = withoutSeparators(text)
  if (!/^\d{10}$/.test(digits) || !isProvince(digits) || Number(digits[2]) > 6) return undefined
  return { digits, checks: cedulaChecks(digits) }
}

/**
 * What a number is by its looks: 13 digits are a RUC (13 nines the final consumer), 10 a cédula, anything else a passport.
 * Whether it is a good one is another question.
 */
export function identificationTypeOf(text: string): IdentificationType {
  const digits = withoutSeparators(text)
  if (digits === FINAL_CONSUMER.number) return FINAL_CONSUMER.type
  if (/^\d{13}$/.test(digits)) return '04'
  return /^\d{10}$/.test(digits) ? '05' : '06'
}

/** The digits of a RUC or cédula without the dashes and blanks people put between them; any other text comes back as it is. */
export function identificationText(text: string): string {
  const digits = withoutSeparators(text)
  return /^(?:\d{10}|\d{13})$/.test(digits) ? digits : text.trim()
}

/** How a number fails to be what its type says: not at all, in its structure, or in its check digit, which only hints. */
export function identificationMistake(type: string, number: string): 'structure' | 'check-digit' | undefined {
  if (type === '07') return number === FINAL_CONSUMER.number ? undefined : 'structure'
  if (type !== '04' && type !== '05') return undefined
  const found = type === '04' ? rucOf(number) : cedulaOf(number)
  // Read forgivingly is not written so: the XML carries digits only.
  if (found?.digits !== number) return 'structure'
  return found.checks ? undefined : 'check-digit'
}

function withoutSeparators(text: string): string {
  return /^\d+$/.test(text) ? text : text.replace(/[-\s]/g, '')
}

/** 01 to 24, and 30 for those registered abroad. */
function isProvince(digits: string): boolean {
  const province = Number(digits.slice(0, 2))
  return (province >= 1 && province <= 24) || province === 30
}

/** Modulo 10 over nine digits with weights 2 1 2 1 …, adding the digits of each product. */
function cedulaChecks(digits: string): boolean {
  let total = 0
  for (let i = 0; i < 9; i++) {
    const product = Number(digits[i]) * (2 - (i % 2))
    total += product > 9 ? product - 9 : product
  }
  return Number(digits[9]) === (10 - (total % 10)) % 10
}

const PUBLIC_WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2] as const
const PRIVATE_WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2] as const

/** Modulo 11 over as many digits as there are weights; the next digit checks them. Eleven reads 0, and ten is no digit. */
function weightedCheck(digits: string, weights: readonly number[]): boolean {
  const rest = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0) % 11
  return Number(digits[weights.length]) === (rest === 0 ? 0 : 11 - rest)
}
