import type { AuthorityMessage, Receipt } from '../../../domain/document.ts'
import type { AuthorityLine, OutboundDocument, Submission } from '../../authority-protocol.ts'
import { saysNumberUsed, saysTemporary } from '../wire/answer-messages.ts'
import type { Decision } from '../wire/decision.ts'
import { ambienteOf } from '../wire/environments.ts'
import { ecfRequest, receptionOf, rfceRequest } from '../wire/reception.ts'
import { look } from './look.ts'
import { channelOf } from './outbound.ts'
import { exchangeWithToken } from './session.ts'
import { isNumberUsed, isTemporary, verdictOf } from './verdict.ts'

/**
 * The receipt of a document whose number DGII says it has, while its queries do not know the document. It stands for
 * "DGII has it or never will": tracking it asks by number until one of them is plain.
 */
export const NUMBER_USED_RECEIPT = 'secuencia-utilizada'

/**
 * Sends a document: an e-CF for a trackId, an RFCE for a verdict at once.
 *
 * Whatever leaves a doubt that DGII has it is `unclear`: a cut, a time-out, a failing server, a firewall's page, an answer
 * that cannot be read. A file sent blindly again is rejected with 1209 and spends its number.
 */
export async function submit(document: OutboundDocument, line: AuthorityLine): Promise<Submission> {
  const ambiente = ambienteOf(line.authorityEnvironment)
  const request = channelOf(document) === 'RFCE' ? rfceRequest : ecfRequest
  const file = { rncEmisor: document.issuerTaxId, eNCF: document.number, xml: document.xml }
  const exchange = await exchangeWithToken(line, (token) => request(ambiente, file, token))

  switch (exchange.kind) {
    case 'silence':
      return { kind: exchange.sent === 'no' ? 'unavailable' : 'unclear', cause: exchange.cause }
    case 'no-token':
      return { kind: 'unavailable', cause: exchange.cause }
    case 'refused':
      return exchange
    case 'answer': {
      const answer = receptionOf(exchange.reply)
      switch (answer.kind) {
        case 'taken':
          return { kind: 'receipt', receipt: receipt(answer.trackId, line) }
        case 'decided':
          return decided(document, answer.decision, line)
        case 'refused':
          return refused(document, answer.messages, line)
        case 'unclear':
          // Who limits the rate does so before anything is read.
          return exchange.reply.status === 429 ? { kind: 'unavailable', cause: answer.cause } : answer
      }
    }
  }
}

async function decided(document: OutboundDocument, decision: Decision, line: AuthorityLine): Promise<Submission> {
  if (isNumberUsed(decision)) return numberUsed(document, line)
  if (isTemporary(decision)) return { kind: 'unavailable', cause: wordsOf(decision.messages) }
  const verdict = verdictOf(decision, line.now())
  return verdict ? { kind: 'verdict', verdict } : { kind: 'unclear', cause: `DGII answered "${decision.estado}"` }
}

async function refused(
  document: OutboundDocument,
  messages: readonly AuthorityMessage[],
  line: AuthorityLine,
): Promise<Submission> {
  if (saysNumberUsed(messages)) return numberUsed(document, line)
  if (saysTemporary(messages)) return { kind: 'unavailable', cause: wordsOf(messages) }
  return { kind: 'refused', messages }
}

/**
 * DGII says that the number is used. Usually by this very document, from an attempt whose answer was lost: so DGII is asked
 * before anything is concluded. When its queries have not seen the document, sending it again would bring the same answer
 * for ever; it gets a receipt instead, and tracking decides in time.
 */
async function numberUsed(document: OutboundDocument, line: AuthorityLine): Promise<Submission> {
  const sighting = await look(document, line)
  switch (sighting.kind) {
    case 'receipt':
    case 'verdict':
      return sighting
    case 'unknown':
      return { kind: 'unclear', cause: `DGII says that the number is used (1209); ${sighting.cause}` }
    case 'unseen':
      return { kind: 'receipt', receipt: receipt(NUMBER_USED_RECEIPT, line) }
  }
}

function receipt(id: string, line: AuthorityLine): Receipt {
  return { id, receivedAt: line.now().toISOString() }
}

function wordsOf(messages: readonly AuthorityMessage[]): string {
  return messages.map(({ code, text }) => `${code} ${text}`.trim()).join('; ')
}
