import type { AuthorityMessage, Document, DocumentState } from '../../domain/document.ts'
import type { DoorParts } from '../door.ts'

type RequestFormat = 'json' | 'xml'

/** What of a request the first reply to it told, and every later one tells again. */
export interface Told {
  readonly requestFormat: RequestFormat
  readonly normalizedPayload: object
}

type Parts = Pick<DoorParts, 'accounts'>

/** The contract's `DocumentResponse`. What is not known yet is left out: nothing in it may be null. */
export async function documentResponse(parts: Parts, document: Document, id: number, told: Told): Promise<object> {
  const self = `/api/public/v1/${document.environment}/documents/${id}`
  const { validationErrors, ...common } = await commonOf(parts, document, id)
  return {
    ...common,
    requestFormat: told.requestFormat,
    receivedAt: document.createdAt,
    links: { self, status: `${self}/status`, pdf: `${self}/pdf`, xml: `${self}/xml` },
    validationErrors,
    normalizedPayload: told.normalizedPayload,
  }
}

/** The contract's `DocumentStatusResponse`. */
export function statusResponse(parts: Parts, document: Document, id: number): Promise<object> {
  return commonOf(parts, document, id)
}

async function commonOf(parts: Parts, document: Document, id: number) {
  const { externalId, verdict, state } = document
  return {
    id,
    ...(externalId === undefined ? {} : { externalId }),
    environment: document.environment,
    status: STATES[state].request,
    invoiceId: id,
    ...(verdict === undefined ? {} : { completedAt: verdict.decidedAt }),
    document: summaryOf(document, id),
    dgii: await dgiiOf(parts, document),
    validationErrors: state === 'rejected' ? errorsOf(document).map(({ code, text }) => `${code}: ${text}`) : [],
  }
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

async function dgiiOf({ accounts }: Parts, document: Document): Promise<object> {
  const { tenantId, issuerId, receipt, verdict, state, reason } = document
  const issuer = await accounts.issuer(tenantId, issuerId)
  const [error] = state === 'rejected' ? errorsOf(document) : []
  const errorMessage = error?.text ?? (verdict === undefined ? reason : undefined)
  return {
    transmissionStatus: STATES[state].transmission,
    // Only an answer of 200 brings a trackId.
    ...(receipt === undefined ? {} : { trackId: receipt.id, httpStatus: 200 }),
    ...(issuer === undefined ? {} : { environment: issuer.authorityEnvironment }),
    ...(document.facts.channel === undefined ? {} : { requestType: document.facts.channel }),
    stateText: STATES[state].dgii,
    source: 'DGII',
    isTrackingSimulated: false,
    ...(error === undefined ? {} : { errorCode: error.code }),
    ...(errorMessage === undefined ? {} : { errorMessage }),
    messages: (verdict?.messages ?? []).map(({ code, text }) => ({ codigo: code, valor: text })),
  }
}

function errorsOf({ verdict }: Document): readonly AuthorityMessage[] {
  return (verdict?.messages ?? []).filter(({ severity }) => severity === 'error')
}

interface StateWords {
  /** One of the contract's `RequestStatus`. */
  readonly request: string
  readonly document: string
  readonly transmission: string
  /** DGII's own word where it has one. */
  readonly dgii: string
}

/** Where a document stands, in the contract's words. */
export const STATES: Readonly<Record<DocumentState, StateWords>> = {
  signed: words('queued', 'QUEUED', 'PENDING', 'Pendiente'),
  sent: words('sent', 'SENT', 'SENT', 'En Proceso'),
  approved: words('approved', 'APPROVED', 'ACCEPTED', 'Aceptado'),
  conditional: words('approved', 'APPROVED', 'ACCEPTED', 'Aceptado Condicional'),
  rejected: words('rejected', 'REJECTED', 'REJECTED', 'Rechazado'),
  failed: words('failed', 'FAILED', 'FAILED', 'No enviado'),
  voided: words('failed', 'VOIDED', 'VOIDED', 'Anulado'),
}

function words(request: string, document: string, transmission: string, dgii: string): StateWords {
  return { request, document, transmission, dgii }
}
