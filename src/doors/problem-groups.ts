import type { ProblemCode } from './problem-table.ts'

/** What is wrong with the numbers of an issuer. */
export const RANGE_CODES = ['range-missing', 'range-exhausted', 'range-expired'] as const

/** What is wrong with the certificate of an issuer. */
export const CERTIFICATE_CODES = ['no-certificate', 'certificate-expired', 'certificate-not-yet-valid'] as const

/** One word for several codes, as part of a table of words by code. */
export function allOf<Word>(codes: readonly ProblemCode[], word: Word): Partial<Record<ProblemCode, Word>> {
  return Object.fromEntries(codes.map((code) => [code, word]))
}
