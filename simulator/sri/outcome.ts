import type { Outcome } from '../ledger.ts'
import type { Finding, Verdict } from './finding.ts'
import { MESSAGE_TEXTS } from './message-texts.ts'

/** A verdict as the ledger keeps it. A number whose document was not authorised may be used again. */
export function outcomeOf({ state, findings, decidedAt }: Verdict): Outcome {
  const isAuthorised = state === 'AUTORIZADO'
  return {
    state: isAuthorised ? 'accepted' : 'rejected',
    messages: messagesOf(findings),
    numberSpent: isAuthorised,
    decidedAt: decidedAt.toISOString(),
  }
}

/** The verdict that a kept outcome tells of; undefined when none had fallen. */
export function verdictIn({ state, messages, decidedAt }: Outcome): Verdict | undefined {
  if ((state !== 'accepted' && state !== 'rejected') || decidedAt === undefined) return undefined
  return {
    state: state === 'accepted' ? 'AUTORIZADO' : 'NO AUTORIZADO',
    findings: messages.map(({ code, text, kind }) => ({
      code,
      kind: kind ?? 'ERROR',
      ...(text === MESSAGE_TEXTS.get(code) ? {} : { detail: text }),
    })),
    decidedAt: new Date(decidedAt),
  }
}

/** A document that reception gave back: SRI keeps nothing of it. */
export function returned(findings: readonly Finding[]): Outcome {
  return { state: 'refused', messages: messagesOf(findings), numberSpent: false }
}

function messagesOf(findings: readonly Finding[]): Outcome['messages'] {
  return findings.map(({ code, kind, detail }) => ({ code, text: detail ?? MESSAGE_TEXTS.get(code) ?? '', kind }))
}
