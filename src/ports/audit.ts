/** The tenant's own chain: what people did, and the seals over the documents' chains. */
export interface Audit {
  record(
    tenantId: string,
    entry: { actor: string; kind: string; detail: Readonly<Record<string, unknown>> },
  ): Promise<void>
  /** Seals every event committed since the last seal. Answers how many. */
  seal(tenantId: string, now: Date): Promise<number>
  /** Tenants that have events without a seal. */
  unsealed(): Promise<readonly string[]>
  entries(tenantId: string, afterSequence: number, limit: number): Promise<readonly AuditEntry[]>
  /** Recomputes every chain and seal of a tenant. */
  verify(tenantId: string, onProgress?: (checked: number) => void): Promise<AuditReport>
}

export interface AuditEntry {
  readonly sequence: number
  readonly at: string
  readonly actor: string
  readonly kind: string
  readonly detail: Readonly<Record<string, unknown>>
}

export interface AuditReport {
  readonly documents: number
  readonly events: number
  readonly entries: number
  readonly breaks: readonly { readonly where: string; readonly what: string }[]
}
