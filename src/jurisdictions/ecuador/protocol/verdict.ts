import type { AuthorityMessage, Verdict } from '../../../domain/document.ts'
import type { Decision } from '../../authority-protocol.ts'
import { haveCode } from '../wire/answer-messages.ts'
import type { Authorization } from '../wire/authorization.ts'

/** The decision in an authorisation; undefined while SRI has not decided. */
export function decisionOf(authorization: Authorization, claveAcceso: string, now: Date): Decision | undefined {
  const { state, messages, numeroAutorizacion, file } = authorization
  const decidedAt = authorization.decidedAt ?? now
  switch (state) {
    case 'processing':
      return undefined
    case 'not-authorized':
      return rejection(messages, decidedAt)
    case 'authorized':
      return {
        kind: 'verdict',
        verdict: {
          outcome: 'approved',
          messages: messages.map((each) => ({ ...each, severity: 'warning' })),
          numberSurvives: false,
          decidedAt: decidedAt.toISOString(),
          authorization: numeroAutorizacion ?? claveAcceso,
        },
        ...(file === '' ? {} : { answer: { contentType: 'application/xml', body: file } }),
      }
  }
}

/**
 * A rejection. The number stays the document's: it is corrected and sent again under it, whether SRI returned it or did not
 * authorise it; unless the number belongs to another document (45).
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), 5.10 and ch. 11 note 1
 */
export function rejection(messages: readonly AuthorityMessage[], decidedAt: Date): Decision {
  const numberSurvives = !haveCode(messages, '45')
  const verdict: Verdict = { outcome: 'rejected', messages, numberSurvives, decidedAt: decidedAt.toISOString() }
  return { kind: 'verdict', verdict }
}
