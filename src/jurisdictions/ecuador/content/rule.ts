import type { Fault, Figures, Severity } from '../../../domain/fault.ts'

/**
 * One thing a document must hold to beyond its format table. `code` is permanent. `source` says where it stands, and SRI's own
 * code for it where there is one.
 */
export interface Rule<Document> {
  readonly code: string
  readonly severity: Severity
  readonly source: string
  readonly check: (document: Document, breach: Breach) => void
}

/** Reports that a rule is broken at an official path, in Spanish and in English, and by which figures where two disagree. */
export type Breach = (at: string, es: string, en: string, figures?: Figures) => void

/** Asks every rule; official paths. */
export function breachesOf<Document>(rules: readonly Rule<Document>[], document: Document): readonly Fault[] {
  const faults: Fault[] = []
  for (const { code, severity, source, check } of rules) {
    check(document, (at, es, en, figures) =>
      faults.push({ code, path: at, message: { es, en }, severity, source, ...(figures && { figures }) }),
    )
  }
  return faults
}

export const FICHA = 'SRI, Ficha técnica offline v2.32 (oct-2025)'

/** Cites the ficha and the code SRI answers with. */
export function sriCode(code: string, about: string): string {
  return `${FICHA}, ${about}; SRI code ${code}`
}
