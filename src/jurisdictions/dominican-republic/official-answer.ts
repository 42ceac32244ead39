import type { Document, DocumentState } from '../../domain/document.ts'

/** What DGII says of an e-CF, by the names of its own answers. */
export interface OfficialAnswer {
  readonly codigo: string
  readonly estado: string
  readonly mensaje: string
}

/** DGII's answer to who hands an e-CF in, where it takes it. */
export const RECEIVED: OfficialAnswer = answer('1', 'Recibido', 'La factura fue recibida correctamente')

/** What DGII says of a document now, in its own words; while it has not decided, that it works on it. */
export function officialAnswer({ state, verdict }: Pick<Document, 'state' | 'verdict'>): OfficialAnswer {
  const messages = verdict?.messages.map(({ code, text }) => `${code}: ${text}`).join('; ')
  return messages ? { ...STATES[state], mensaje: messages } : STATES[state]
}

/** DGII's trackId. A receipt without a digit is no id: it stands for a document that DGII says it has under none. */
export function trackIdOf({ receipt }: Pick<Document, 'receipt'>): string | undefined {
  return receipt && /\d/.test(receipt.id) ? receipt.id : undefined
}

function answer(codigo: string, estado: string, mensaje: string): OfficialAnswer {
  return { codigo, estado, mensaje }
}

const IN_PROCESS = answer('3', 'En Proceso', 'La factura está en proceso')
const REJECTED = answer('2', 'Rechazado', 'La factura fue rechazada')

/** States as DGII writes and numbers them. @source DGII, Descripción técnica v1.6 (2023), "Consulta resultado" */
const STATES: Readonly<Record<DocumentState, OfficialAnswer>> = {
  signed: IN_PROCESS,
  sent: IN_PROCESS,
  approved: answer('1', 'Aceptado', 'La factura fue aceptada'),
  conditional: answer('4', 'Aceptado Condicional', 'La factura fue aceptada condicionalmente'),
  rejected: REJECTED,
  // It waits for a person; DGII has not decided.
  failed: IN_PROCESS,
  voided: REJECTED,
}
