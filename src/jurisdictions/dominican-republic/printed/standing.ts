import type { AuthorityMessage, Document } from '../../../domain/document.ts'
import type { PrintedStanding } from '../../../domain/printed-page.ts'

/**
 * How the document stands with DGII. One that may be a test says so first, unless it was refused or given up, which is louder.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), 17: a document that DGII has not received, or has rejected, gives no fiscal credit
 */
export function standingOf(document: Document): PrintedStanding | undefined {
  const standing = ownStanding(document)
  if (!isTest(document)) return standing
  if (standing && LOUDER.has(standing.tone)) return { ...standing, detail: joined(TEST_SENTENCE, standing.detail) }
  return { tone: 'test', text: TEST, detail: standing && joined(`${standing.text}.`, standing.detail) }
}

const TEST = 'DOCUMENTO DE PRUEBA — SIN VALIDEZ FISCAL'
const TEST_SENTENCE = 'Documento de prueba, sin validez fiscal.'

const LOUDER: ReadonlySet<PrintedStanding['tone']> = new Set(['rejected', 'failed', 'voided'])

/**
 * Whether the paper must say that it is a test. Not in certecf, though nothing counts there either: the printed documents that
 * DGII looks at in step 5 of the certification are made there, and should look as they will in production.
 */
function isTest({ environment, stamp }: Document): boolean {
  return environment === 'sandbox' && !/^https?:\/\/[^/]+\/(?:.+\/)?certecf\/consultatimbre/i.test(stamp.url ?? '')
}

function ownStanding(document: Document): PrintedStanding | undefined {
  switch (document.state) {
    case 'approved':
      return undefined
    case 'conditional':
      return { tone: 'conditional', text: 'ACEPTADO CONDICIONAL', detail: messagesOf(document) }
    case 'rejected':
      return {
        tone: 'rejected',
        text: 'RECHAZADO POR LA DGII',
        detail: joined(noCredit(document), messagesOf(document)),
      }
    case 'voided':
      return { tone: 'voided', text: 'e-NCF ANULADO', detail: 'Este comprobante no tiene validez fiscal.' }
    case 'failed':
      return { tone: 'failed', text: 'No validado por la DGII', detail: untilAccepted(document) }
    case 'signed':
    case 'sent':
      return { tone: 'pending', text: 'Pendiente de validación por la DGII', detail: untilAccepted(document) }
  }
}

/** Types whose buyer takes fiscal credit or supports an expense with them; a consumer's invoice never gives credit. */
function givesCredit({ type }: Document): boolean {
  return type !== '32'
}

function noCredit(document: Document): string {
  return givesCredit(document) ? 'No válido para crédito fiscal.' : 'Sin validez fiscal.'
}

function untilAccepted(document: Document): string {
  return givesCredit(document)
    ? 'No válido para crédito fiscal hasta que la DGII lo acepte. Consúltelo con el código QR.'
    : 'Consulte su validez en la DGII con el código QR.'
}

function messagesOf({ verdict }: Document): string | undefined {
  const texts = (verdict?.messages ?? []).map(messageText)
  return texts.length === 0 ? undefined : texts.join(' · ')
}

function messageText({ code, text }: AuthorityMessage): string {
  return code === '' || code === '0' ? text : `${code}: ${text}`
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ')
}
