import type { Line } from '../../../domain/draft.ts'

/** The two codes that SRI has room for on a line. */
export interface LineCodes {
  readonly main: string | undefined
  readonly auxiliary: string | undefined
}

/**
 * A code of the type `auxiliar` (or `codigoAuxiliar`, `codigoAdicional`) is the auxiliary one; of the others the first is the main
 * code, and the second the auxiliary one where none is called so.
 */
export function codesOf(codes: Line['codes']): LineCodes {
  const auxiliary = codes?.find(({ type }) => AUXILIARY.test(type))
  const others = codes?.filter((code) => code !== auxiliary) ?? []
  return { main: others[0]?.value, auxiliary: (auxiliary ?? others[1])?.value }
}

const AUXILIARY = /^(?:codigo)?(?:auxiliar|adicional|auxiliary)$/i
