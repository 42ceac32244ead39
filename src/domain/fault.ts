/** A text in the two languages Emite speaks. */
export interface Bilingual {
  readonly es: string
  readonly en: string
}

/** `error` stops the document; `warning` travels with the answer and stops nothing. */
export type Severity = 'error' | 'warning'

/**
 * A rule that a draft breaks, as data. All faults of a draft are reported together.
 *
 * `code` is permanent: clients may build on it. `path` is written in the names of whoever sent the draft, such as
 * `lines[2].unitPrice` or `do.Encabezado.IdDoc.TipoPago`; the empty path means the draft as a whole.
 */
export interface Fault {
  readonly code: string
  readonly path: string
  readonly message: Bilingual
  readonly severity: Severity
  /** Where the rule stands in law or in the official documents. */
  readonly source?: string
  /** What was stated and what it should be, as decimals, where the fault is that two figures disagree. */
  readonly figures?: Figures
}

/** Two figures that should be one. */
export interface Figures {
  readonly stated: string
  readonly computed: string
}

/** True when nothing in the list stops the document. */
export function isAcceptable(faults: readonly Fault[]): boolean {
  return faults.every((fault) => fault.severity === 'warning')
}
