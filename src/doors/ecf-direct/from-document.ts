import type { Document, DocumentState } from '../../domain/document.ts'

/** What DGII said, by the names of its own answers. */
interface DgiiResponse {
  readonly trackId: string
  readonly codigo: string
  readonly estado: string
  readonly mensaje: string
}

/** The answer to whoever sent an invoice: what DGII said first, or that it has not said anything yet. */
export function firstAnswer(document: Document): { readonly status: 200 | 202; readonly body: object } {
  const { id: trackId, verdict } = document
  const receipt = trackIdOf(document)
  if (receipt !== undefined) return { status: 200, body: success({ trackId: receipt, ...RECEIVED }) }
  if (verdict) return { status: 200, body: success({ trackId, ...dgiiState(document) }) }
  return { status: 202, body: { status: 'queued', trackId, message: document.reason ?? QUEUED } }
}

/** The answer to whoever asks how far DGII is. */
export function statusOf(document: Document, trackId: string): object {
  const { number, state, verdict } = document
  const dgii = dgiiState(document)
  return {
    status: STATES[state].status,
    trackId,
    encf: number,
    message: dgii.mensaje,
    messages: (verdict?.messages ?? []).map(({ code, text }) => ({ code, message: text })),
    dgii_response: { trackId: trackIdOf(document) ?? trackId, ...dgii },
  }
}

function success(response: DgiiResponse): object {
  return { status: 'success', dgii_response: response }
}

/** DGII's trackId. A receipt without a digit is no id: it stands for a document that DGII says it has under none. */
function trackIdOf({ receipt }: Document): string | undefined {
  return receipt && /\d/.test(receipt.id) ? receipt.id : undefined
}

function dgiiState({ state, verdict, reason }: Document): Omit<DgiiResponse, 'trackId'> {
  const { codigo, estado, mensaje } = STATES[state]
  const messages = verdict?.messages.map(({ code, text }) => `${code}: ${text}`).join('; ')
  return { codigo, estado, mensaje: messages || reason || mensaje }
}

const RECEIVED = { codigo: '1', estado: 'Recibido', mensaje: 'La factura fue recibida correctamente' } as const

const QUEUED = 'DGII cannot be reached. The invoice is signed and kept; it is sent as soon as DGII answers.'

type Status = 'In Process' | 'Accepted' | 'Accepted Conditionally' | 'Rejected'

interface Wording extends Omit<DgiiResponse, 'trackId'> {
  readonly status: Status
}

const IN_PROCESS: Wording = {
  status: 'In Process',
  codigo: '3',
  estado: 'En Proceso',
  mensaje: 'La factura está en proceso',
}
const REJECTED: Wording = {
  status: 'Rejected',
  codigo: '2',
  estado: 'Rechazado',
  mensaje: 'La factura fue rechazada',
}

/** States in the contract's words, and as DGII writes and numbers them. @source DGII, Descripción técnica v1.6 (2023), "Consulta resultado" */
const STATES: Readonly<Record<DocumentState, Wording>> = {
  signed: IN_PROCESS,
  sent: IN_PROCESS,
  approved: { status: 'Accepted', codigo: '1', estado: 'Aceptado', mensaje: 'La factura fue aceptada' },
  conditional: {
    status: 'Accepted Conditionally',
    codigo: '4',
    estado: 'Aceptado Condicional',
    mensaje: 'La factura fue aceptada condicionalmente',
  },
  rejected: REJECTED,
  // It waits for a person; DGII has not decided.
  failed: IN_PROCESS,
  voided: REJECTED,
}
