import type { Verdict } from '../../../domain/document.ts'
import { saysNumberUsed, saysTemporary } from '../wire/answer-messages.ts'
import type { Decision } from '../wire/decision.ts'

/**
 * The verdict in a decision; undefined when DGII has not decided. A rejected number survives only where DGII says so
 * outright: taking a spent number for a free one costs a second rejection, the other way round a number.
 *
 * @source DGII, Descripción técnica v1.6 (2023), `secuenciaUtilizada`
 */
export function verdictOf(decision: Decision, now: Date): Verdict | undefined {
  const { estado, messages } = decision
  if (estado !== 'approved' && estado !== 'conditional' && estado !== 'rejected') return undefined
  return {
    outcome: estado,
    messages,
    numberSurvives: estado === 'rejected' && decision.numberUsed === false,
    decidedAt: now.toISOString(),
  }
}

/** Rejected because DGII has the number already: by this document, sent before, or by another. */
export function isNumberUsed({ estado, messages }: Decision): boolean {
  return estado === 'rejected' && saysNumberUsed(messages)
}

/** Rejected because DGII failed while validating: as if it had never been sent, provided that the number is not spent. */
export function isTemporary({ estado, messages, numberUsed }: Decision): boolean {
  return estado === 'rejected' && numberUsed !== true && saysTemporary(messages)
}
