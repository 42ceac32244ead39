import type { AuthorityMessage, Document, DocumentState } from '../../domain/document.ts'
import { unsignedXmlOf } from '../../journey/unsigned-xml.ts'
import type { DocumentFiles, Documents } from '../../ports/documents.ts'

type Status = 'PENDING' | 'AUTHORIZED' | 'REJECTED' | 'ERROR'

/** What the contract calls a state. What SRI has not decided on is pending; what nothing but a person can mend is an error. */
const STATUSES: Readonly<Record<DocumentState, Status>> = {
  signed: 'PENDING',
  sent: 'PENDING',
  approved: 'AUTHORIZED',
  conditional: 'AUTHORIZED',
  rejected: 'REJECTED',
  failed: 'ERROR',
  voided: 'ERROR',
}

/** Names of SRI's document types; the contract documents the first. */
const TYPES: Readonly<Record<string, string>> = {
  '01': 'INVOICE',
  '03': 'PURCHASE_SETTLEMENT',
  '04': 'CREDIT_NOTE',
  '05': 'DEBIT_NOTE',
  '06': 'WAYBILL',
  '07': 'WITHHOLDING',
}

/** `data` of every reply about a document: as it stands now. While it is pending there are no files and no answer of SRI's. */
export async function dataOf(documents: Documents, document: Document): Promise<Record<string, unknown>> {
  const status = STATUSES[document.state]
  const isSettled = status !== 'PENDING'
  const files = isSettled ? await documents.files(document.tenantId, document.id) : undefined
  const [establishmentCode, emissionPointCode] = document.number.split('-')
  return {
    id: document.id,
    documentType: TYPES[document.type] ?? document.type,
    documentNumber: document.number,
    accessKey: document.stamp.accessKey ?? null,
    status,
    ambiente: document.environment === 'production' ? 'PRODUCCION' : 'PRUEBAS',
    establishmentCode,
    emissionPointCode,
    sriResponse: sriResponseOf(document, status),
    errorDetail: errorDetailOf(document, status),
    ...xmlsOf(files, status),
    createdAt: document.createdAt,
    updatedAt: document.updatedAt,
  }
}

function sriResponseOf({ environment, verdict }: Document, status: Status): Record<string, unknown> | null {
  if (!verdict || (status !== 'AUTHORIZED' && status !== 'REJECTED')) return null
  const isAuthorized = status === 'AUTHORIZED'
  return {
    authorizationNumber: isAuthorized ? (verdict.authorization ?? null) : null,
    authorizedAt: isAuthorized ? verdict.decidedAt : null,
    environment: environment === 'production' ? '2' : '1',
    ...(isAuthorized ? {} : { errors: errorsOf(verdict.messages) }),
  }
}

function errorsOf(messages: readonly AuthorityMessage[]): readonly { code: string; message: string }[] {
  return messages.map(({ code, text }) => ({ code, message: text }))
}

function errorDetailOf({ verdict, reason }: Document, status: Status): string | null {
  if (status === 'ERROR') return reason ?? 'The document could not be delivered to SRI.'
  if (status !== 'REJECTED') return null
  const told = (verdict?.messages ?? []).map(({ code, text }) => `[${code}] ${text}`)
  return told.length > 0 ? told.join('; ') : 'Rejected by SRI.'
}

function xmlsOf(files: DocumentFiles | undefined, status: Status): Record<string, string | null> {
  const answer = status === 'AUTHORIZED' ? files?.answer?.body : undefined
  return {
    unsignedXml: files ? unsignedXmlOf(files) : null,
    signedXml: files ? Buffer.from(files.xml).toString() : null,
    authorizedXml: answer === undefined ? null : declared(answer),
  }
}

/** The contract's files begin with a declaration; SRI's comes out of an envelope, without one. No signature signs it. */
function declared(xml: string): string {
  return xml.startsWith('<?xml') ? xml : `<?xml version="1.0" encoding="UTF-8"?>${xml}`
}
