import type { Document, DocumentState } from '../../domain/document.ts'
import { present } from '../../domain/present.ts'
import { rejectionsOf } from '../../journey/hold-up.ts'
import { wayOnOf } from '../../journey/way-on.ts'
import type { DoorParts } from '../door.ts'
import { holdUpNow } from '../hold-up-now.ts'
import type { NumberedDocument } from '../numbered-document.ts'

/** What of a request the first reply to it told, and every later one tells again. */
export interface Told {
  readonly requestFormat: 'json' | 'xml'
  readonly normalizedPayload: object
}

/** The contract's `DocumentResponse`: where the document stands, and what was asked for. */
export async function documentResponse(parts: DoorParts, found: NumberedDocument, told: Told): Promise<object> {
  const { document, id } = found
  const self = `/api/public/v1/${document.environment}/documents/${id}`
  return {
    ...(await statusResponse(parts, found)),
    requestFormat: told.requestFormat,
    receivedAt: document.createdAt,
    links: { self, status: `${self}/status`, pdf: `${self}/pdf`, xml: `${self}/xml` },
    normalizedPayload: told.normalizedPayload,
  }
}

/** The contract's `DocumentStatusResponse`. What is not known yet is left out: nothing in it may be null. */
export async function statusResponse(parts: DoorParts, { document, id }: NumberedDocument): Promise<object> {
  const { externalId, environment, verdict, state } = document
  return present({
    id,
    externalId,
    environment,
    status: STATES[state].request,
    invoiceId: id,
    completedAt: verdict?.decidedAt,
    document: summaryOf(document, id),
    dgii: await dgiiOf(parts, document),
    validationErrors: rejectionsOf(document).map(({ code, text }) => `${code}: ${text}`),
  })
}

function summaryOf({ state, ...document }: Document, id: number): object {
  return {
    invoiceId: id,
    internalNumber: String(id),
    encf: document.number,
    dgiiStatus: STATES[state].dgii,
    status: STATES[state].document,
    issueDate: document.issueDate,
    // The contract's type is a number. Nothing is computed with it.
    total: Number(document.total),
    currency: document.currency,
    pdfFinalAvailable: state === 'approved' || state === 'conditional',
    xmlPreviewAvailable: true,
  }
}

async function dgiiOf(parts: DoorParts, document: Document): Promise<object> {
  const { tenantId, issuerId, receipt, verdict, state } = document
  const issuer = await parts.accounts.issuer(tenantId, issuerId)
  const [error] = rejectionsOf(document)
  const holdUp = await holdUpNow(parts, document)
  return present({
    transmissionStatus: STATES[state].transmission,
    trackId: receipt?.id,
    // Only an answer of 200 brings a trackId.
    httpStatus: receipt && 200,
    environment: issuer?.authorityEnvironment,
    requestType: document.facts.channel,
    stateText: STATES[state].dgii,
    source: 'DGII',
    isTrackingSimulated: false,
    errorCode: error?.code,
    errorMessage: [error?.text, wayOnOf(document)?.es ?? holdUp?.es].filter(Boolean).join(' ') || undefined,
    messages: (verdict?.messages ?? []).map(({ code, text }) => ({ codigo: code, valor: text })),
  })
}

/** Where a document stands: the contract's `RequestStatus`, its words for the document and its way, and DGII's own where it has one. */
export const STATES = {
  signed: { request: 'queued', document: 'QUEUED', transmission: 'PENDING', dgii: 'Pendiente' },
  sent: { request: 'sent', document: 'SENT', transmission: 'SENT', dgii: 'En Proceso' },
  approved: { request: 'approved', document: 'APPROVED', transmission: 'ACCEPTED', dgii: 'Aceptado' },
  conditional: { request: 'approved', document: 'APPROVED', transmission: 'ACCEPTED', dgii: 'Aceptado Condicional' },
  rejected: { request: 'rejected', document: 'REJECTED', transmission: 'REJECTED', dgii: 'Rechazado' },
  failed: { request: 'failed', document: 'FAILED', transmission: 'FAILED', dgii: 'No enviado' },
  voided: { request: 'failed', document: 'VOIDED', transmission: 'VOIDED', dgii: 'Anulado' },
} as const satisfies Readonly<Record<DocumentState, object>>
