import type { Fault } from '../domain/fault.ts'

/**
 * Where a document's figures are not those its lines come to, with official paths; or that they cannot be computed from what it
 * says.
 */
export type Recomputation =
  { readonly kind: 'not-possible' } | { readonly kind: 'recomputed'; readonly faults: readonly Fault[] }

export const NOT_POSSIBLE: Recomputation = { kind: 'not-possible' }
