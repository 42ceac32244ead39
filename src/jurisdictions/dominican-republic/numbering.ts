import type { Numbering } from '../jurisdiction.ts'
import { TYPE_FACTS, typeFactsOf } from './type-facts.ts'

const NAMES = TYPE_FACTS.map(({ code }) => code).join(', ')

/**
 * The e-NCF: `E`, the two digits of the type, ten digits of sequence. Each type counts for itself, so the series is the type.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), "e-NCF"; Formato e-CF v1.0 (oct-2025), FechaVencimientoSecuencia
 */
export const numbering: Numbering = {
  format: (series, sequence) => `E${series}${sequence.toString().padStart(10, '0')}`,
  parse(number) {
    const eNcf = eNcfOf(number)
    return eNcf && { series: eNcf.type, sequence: eNcf.sequence }
  },
  seriesOf(name) {
    const type = typeFactsOf(name)
    return type && { name, documentType: name, expires: type.expires }
  },
  seriesNames: { es: NAMES, en: NAMES },
  opensByItself: false,
  lastSequence: 9_999_999_999n,
}

/** An electronic fiscal number, taken apart. */
export interface ENcf {
  /** In its official spelling: no blanks, capital E. */
  readonly number: string
  readonly type: string
  readonly sequence: bigint
}

/** Reads an e-NCF, forgiving blanks around it and a small `e`; undefined when it is none, or of a type that does not exist. */
export function eNcfOf(text: string): ENcf | undefined {
  const number = text.trim().toUpperCase()
  if (!/^E[0-9]{12}$/.test(number)) return undefined
  const type = number.slice(1, 3)
  const sequence = BigInt(number.slice(3))
  return typeFactsOf(type) && sequence > 0n ? { number, type, sequence } : undefined
}

/** A paper fiscal number from the time before e-CF, or from a contingency. */
export interface PaperNcf {
  readonly number: string
  readonly series: 'A' | 'B' | 'P'
  /** Two digits, such as 01 for a tax credit invoice; only the B series tells it in a fixed place. */
  readonly type: string | undefined
}

/**
 * Reads a paper NCF: 11 characters in series B, 19 in series A and P; undefined when it has neither form.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), NCFModificado
 */
export function paperNcfOf(text: string): PaperNcf | undefined {
  const number = text.trim().toUpperCase()
  if (/^B[0-9]{10}$/.test(number)) return { number, series: 'B', type: number.slice(1, 3) }
  if (/^[AP][0-9]{18}$/.test(number)) return { number, series: number.startsWith('A') ? 'A' : 'P', type: undefined }
  return undefined
}
