import type { AuthorityMessage } from '../../../domain/document.ts'
import type { AuthorityLine, OutboundDocument, Submission } from '../../authority-protocol.ts'
import { haveCode } from '../wire/answer-messages.ts'
import { receptionOf, receptionRequest } from '../wire/reception.ts'
import { look } from './look.ts'
import { claveAccesoOf } from './outbound.ts'
import { receiptOf } from './receipt.ts'
import { rejection } from './verdict.ts'

/**
 * Hands a document in.
 *
 * Whatever leaves a doubt that SRI has it is `unclear`: a cut, a time-out, a failing server, a firewall's page, an answer that
 * cannot be read.
 */
export async function submit(document: OutboundDocument, line: AuthorityLine): Promise<Submission> {
  const reply = await line.exchange(receptionRequest(document.xml))
  if (reply.kind === 'silence') {
    return { kind: reply.sent === 'no' ? 'unavailable' : 'unclear', cause: reply.cause }
  }
  // Who limits the rate does so before anything is read.
  if (reply.status === 429) return { kind: 'unavailable', cause: 'HTTP 429: too many requests' }

  const answer = receptionOf(reply, claveAccesoOf(document))
  switch (answer.kind) {
    case 'taken':
      return receiptOf(document, line)
    case 'returned':
      return returned(document, answer.messages, line)
    case 'misunderstood':
      return { kind: 'unavailable', cause: answer.cause }
    case 'unclear':
      return answer
  }
}

/**
 * What DEVUELTA means, by its code. 43 and 70 say that SRI has this very clave de acceso, from an attempt whose answer was
 * lost: that is a receipt, and nothing is sent again. 50 is SRI's own failure. 49 says that no document came with the request,
 * so something on the way takes it out. Everything else the document must answer for.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11 and its note 2
 */
async function returned(
  document: OutboundDocument,
  messages: readonly AuthorityMessage[],
  line: AuthorityLine,
): Promise<Submission> {
  if (haveCode(messages, '43', '70')) return receiptOf(document, line)
  if (haveCode(messages, '45')) return numberUsed(document, messages, line)
  if (haveCode(messages, '50')) return { kind: 'unavailable', cause: wordsOf(messages) }
  if (haveCode(messages, '49')) return { kind: 'refused', messages }
  return rejection(messages, line.now())
}

/**
 * SRI has the number under another clave de acceso. Before the number is given up, SRI is asked for ours: its word on that
 * outweighs the code.
 */
async function numberUsed(
  document: OutboundDocument,
  messages: readonly AuthorityMessage[],
  line: AuthorityLine,
): Promise<Submission> {
  const sighting = await look(document, line)
  switch (sighting.kind) {
    case 'receipt':
    case 'verdict':
      return sighting
    case 'unknown':
      return { kind: 'unclear', cause: `SRI says that the number is used (45); ${sighting.cause}` }
    case 'unseen':
      return rejection(messages, line.now())
  }
}

function wordsOf(messages: readonly AuthorityMessage[]): string {
  return messages.map(({ code, text }) => `${code} ${text}`.trim()).join('; ')
}
