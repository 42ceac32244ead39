import type { Verdict } from './finding.ts'

/** A verdict in the words and numbers of DGII's answers. */
export interface Status {
  readonly codigo: string
  readonly estado: string
  readonly mensajes: readonly { readonly valor: string; readonly codigo: string }[]
}

/**
 * How DGII prints a verdict, or its absence. An accepted document carries one message that says nothing, and codes are text.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consulta resultado"; the oddities as integrators saw them
 */
export function statusOf(verdict: Verdict | undefined): Status {
  if (!verdict) return { codigo: '3', estado: 'En Proceso', mensajes: [] }
  const { codigo, estado } = STATES[verdict.state]
  const said = verdict.messages.map(({ code, text }) => ({ valor: text, codigo: code }))
  return { codigo, estado, mensajes: said.length > 0 ? said : [{ valor: '', codigo: '0' }] }
}

/** What DGII says of what it has never seen. */
export const NOT_FOUND: Status = { codigo: '0', estado: 'No encontrado', mensajes: [] }

const STATES: Readonly<Record<Verdict['state'], { readonly codigo: string; readonly estado: string }>> = {
  accepted: { codigo: '1', estado: 'Aceptado' },
  rejected: { codigo: '2', estado: 'Rechazado' },
  conditional: { codigo: '4', estado: 'Aceptado Condicional' },
}
