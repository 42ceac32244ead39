import type { Numbering } from '../jurisdiction.ts'
import { TYPE_FACTS, typeFactsOf } from './type-facts.ts'

const TYPES = TYPE_FACTS.map(({ code }) => code).join(', ')

/**
 * `001-001-000000123`: establishment, emission point and sequence. Each type counts for itself at each emission point, so the
 * series is `01-001-001`; the taxpayer numbers by himself, from 1.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 1; Reglamento de Comprobantes de Venta, numbering
 */
export const numbering: Numbering = {
  format: (series, sequence) => `${series.slice(3)}-${sequence.toString().padStart(9, '0')}`,
  parse(number, type) {
    const parts = documentNumberOf(number)
    return parts && typeFactsOf(type) && { series: seriesAt(type, parts), sequence: BigInt(parts.secuencial) }
  },
  seriesOf(name) {
    const [, type = ''] = /^(\d{2})-\d{3}-\d{3}$/.exec(name) ?? []
    return typeFactsOf(type) && { name, documentType: type, expires: false }
  },
  seriesNames: {
    es: `tipo-establecimiento-punto de emisión, como 01-001-001; los tipos son ${TYPES}`,
    en: `type-establishment-emission point, such as 01-001-001; the types are ${TYPES}`,
  },
  opensByItself: true,
  lastSequence: 999_999_999n,
}

/** Where a document is issued: establishment and emission point, three digits each. */
export interface EmissionPoint {
  readonly estab: string
  readonly ptoEmi: string
}

/** A document's number, taken apart. */
export interface DocumentNumber extends EmissionPoint {
  /** Nine digits. */
  readonly secuencial: string
}

/**
 * Reads the number of a document, with its dashes or as 15 digits; undefined when it is none. Sequences begin with 1.
 */
export function documentNumberOf(text: string): DocumentNumber | undefined {
  const [, estab, ptoEmi, secuencial] = /^(\d{3})-?(\d{3})-?(\d{9})$/.exec(text.trim()) ?? []
  if (!estab || !ptoEmi || !secuencial || secuencial === '000000000') return undefined
  return { estab, ptoEmi, secuencial }
}

/** `001-001-000000123`, as guía, notes and factura write it. */
export function dashedNumber({ estab, ptoEmi, secuencial }: DocumentNumber): string {
  return `${estab}-${ptoEmi}-${secuencial}`
}

/** `001001000000123`, as retención writes it. */
export function plainNumber({ estab, ptoEmi, secuencial }: DocumentNumber): string {
  return estab + ptoEmi + secuencial
}

/** The series of a type at an emission point, such as `01-001-001`. */
export function seriesAt(type: string, { estab, ptoEmi }: EmissionPoint): string {
  return `${type}-${estab}-${ptoEmi}`
}
