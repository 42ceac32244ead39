/** A message of SRI's: what it finds wrong, warns of, or wants to be known. */
export interface Finding {
  /** SRI's `identificador`. */
  readonly code: string
  readonly kind: 'ERROR' | 'ADVERTENCIA'
  /** SRI's `informacionAdicional`. */
  readonly detail?: string
}

/** What became of a document that was taken. */
export interface Verdict {
  readonly state: 'AUTORIZADO' | 'NO AUTORIZADO'
  readonly findings: readonly Finding[]
  readonly decidedAt: Date
}

export function error(code: string, detail?: string): Finding {
  return { code, kind: 'ERROR', ...(detail === undefined ? {} : { detail }) }
}

export function warning(code: string, detail?: string): Finding {
  return { code, kind: 'ADVERTENCIA', ...(detail === undefined ? {} : { detail }) }
}

export function isError({ kind }: Finding): boolean {
  return kind === 'ERROR'
}
