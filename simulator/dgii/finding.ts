/**
 * What DGII finds wrong with a file. `reusable`: rejected, and the number may be used again. `spent`: rejected, and the number
 * is gone. `conditional`: accepted, with a remark.
 */
export interface Finding {
  readonly effect: 'reusable' | 'spent' | 'conditional'
  /** DGII's code; `0` where it gives words only. */
  readonly code: string
  readonly text: string
}

/** What became of an invoice. */
export interface Verdict {
  readonly state: 'accepted' | 'conditional' | 'rejected'
  readonly messages: readonly { readonly code: string; readonly text: string }[]
  readonly numberSpent: boolean
}

export function reusable(code: string, text: string): Finding {
  return { effect: 'reusable', code, text }
}

export function spent(code: string, text: string): Finding {
  return { effect: 'spent', code, text }
}

export function conditional(code: string, text: string): Finding {
  return { effect: 'conditional', code, text }
}

/**
 * The verdict that findings lead to. A rejection names only what rejects.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consulta resultado": states 1, 2 and 4, secuenciaUtilizada
 */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const rejecting = findings.filter(({ effect }) => effect !== 'conditional')
  if (rejecting.length > 0) {
    const numberSpent = rejecting.some(({ effect }) => effect === 'spent')
    return { state: 'rejected', messages: messagesOf(rejecting), numberSpent }
  }
  const state = findings.length > 0 ? 'conditional' : 'accepted'
  return { state, messages: messagesOf(findings), numberSpent: true }
}

function messagesOf(findings: readonly Finding[]) {
  return findings.map(({ code, text }) => ({ code, text }))
}
