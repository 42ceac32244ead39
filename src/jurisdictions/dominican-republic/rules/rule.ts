import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Decimal } from '../../../domain/decimal.ts'
import type { Severity } from '../../../domain/fault.ts'
import type { RelatedDocument } from '../../jurisdiction.ts'
import type { Sources } from '../content/sources.ts'
import type { LineFigures } from '../totals/lines.ts'
import type { Disagreement } from '../../content/statements.ts'
import type { Tree } from '../../content/tree.ts'

/**
 * One thing a document must hold to beyond its format table. `code` is permanent. `source` says where it stands, and DGII's own
 * code for it where integrators have seen one.
 */
export interface Rule {
  readonly code: string
  readonly severity: Severity
  readonly source: string
  /** The types it is about; all of them when absent. */
  readonly types?: readonly string[]
  readonly check: (document: Checked, breach: Breach) => void
}

/** Reports that a rule is broken at an official path, in Spanish and in English. */
export type Breach = (at: string, es: string, en: string) => void

/** A computed document, opened up for the rules. Any part may be ill-shaped: the format table reports that, rules look on. */
export interface Checked {
  readonly sources: Sources
  readonly type: string
  readonly content: Tree
  readonly idDoc: Tree
  readonly issuer: Tree
  readonly buyer: Tree | undefined
  readonly totals: Tree
  readonly reference: Tree | undefined
  readonly items: readonly Tree[]
  readonly lines: readonly LineFigures[]
  readonly total: Decimal
  readonly issueDate: CalendarDate | undefined
  readonly original: RelatedDocument | undefined
  readonly disagreements: readonly Disagreement[]
  /** Codes of additional taxes whose rate the document did not state. */
  readonly filledRates: ReadonlySet<string>
}

export const ID_DOC = 'Encabezado.IdDoc'
export const BUYER = 'Encabezado.Comprador'
export const TOTALS = 'Encabezado.Totales'
export const REFERENCE = 'InformacionReferencia'

/** The official path of a line. */
export function itemAt(index: number): string {
  return `DetallesItems.Item[${index}]`
}

export const FORMAT = 'DGII, Formato e-CF v1.0 (oct-2025)'
export const REPORT = 'DGII, Informe técnico e-CF v1.0 (2022)'

/** Cites the format document and the code DGII answers with. */
export function dgiiCode(code: string, field: string): string {
  return `${FORMAT}, ${field}; DGII code ${code}`
}
