import type { AuthorityMessage } from '../../../domain/document.ts'
import type { Answer } from './answer.ts'
import { flagOf, textOf } from './answer-fields.ts'
import { messagesOf } from './answer-messages.ts'
import { estadoOf, type Estado } from './answer-state.ts'

/** What DGII says of one document. */
export interface Decision {
  readonly estado: Estado
  /** The number it speaks of, where it says so. */
  readonly eNCF: string | undefined
  /** `secuenciaUtilizada`: false when the number may be used again, true when it is spent, undefined when not told. */
  readonly numberUsed: boolean | undefined
  readonly messages: readonly AuthorityMessage[]
}

/**
 * The decision in an answer; undefined when it holds none. Only an answer of DGII's services with an `estado` decides:
 * a page from a firewall, a bare error and a failing server never do, whatever their status.
 *
 * A 4xx may decide: "no encontrado" has been seen as 404 and a rejection as 400, both with the usual body.
 */
export function decisionOf(answer: Answer): Decision | undefined {
  if (answer.kind !== 'data' || answer.status >= 500 || (answer.status >= 300 && answer.status < 400)) return undefined
  const estado = estadoOf(answer.data)
  if (!estado) return undefined
  return {
    estado,
    eNCF: (textOf(answer.data, 'encf') ?? textOf(answer.data, 'ncfElectronico'))?.toUpperCase(),
    numberUsed: flagOf(answer.data, 'secuenciaUtilizada'),
    messages: messagesOf(answer.data, estado === 'rejected' ? 'error' : 'warning'),
  }
}
