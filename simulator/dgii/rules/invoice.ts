import type { XmlElement } from '../../../src/xml/tree.ts'
import type { Finding } from '../finding.ts'
import type { Precedents } from '../precedents.ts'
import { textAt } from '../../reading.ts'

/** An invoice, or its summary, whose signature and structure hold. */
export interface Invoice {
  readonly root: XmlElement
  readonly lines: readonly XmlElement[]
  readonly type: string
  readonly issuer: string
  readonly number: string
  readonly receivedAt: Date
  readonly desk: Precedents
}

/** A group of rules: everything it finds wrong. */
export type Rule = (invoice: Invoice) => Iterable<Finding>

/** A text of the document's header, such as `IdDoc.TipoPago`. */
export function headOf({ root }: Invoice, path: string): string | undefined {
  return textAt(root, `Encabezado.${path}`)
}

/** From here on a type 32 is handed in whole and names its buyer. @source DGII, Informe técnico e-CF v1.0 (2022): DOP 250,000 */
export const SUMMARY_LIMIT = 250_000

export function isNote({ type }: Invoice): boolean {
  return type === '33' || type === '34'
}
