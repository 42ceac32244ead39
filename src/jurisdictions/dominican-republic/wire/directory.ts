import type { WireRequest } from '../../authority-protocol.ts'
import { answerOf, causeOf, type WireAnswer } from './answer.ts'
import { itemsOf, textOf } from './answer-fields.ts'
import { complaintOf, saysNothingFound } from './answer-messages.ts'
import type { Ambiente } from './environments.ts'
import { question } from './wire-request.ts'

/** A taxpayer that issues and receives e-CF, and where its services stand. */
export interface DirectoryEntry {
  readonly rnc: string
  readonly nombre: string
  readonly urlRecepcion: string | undefined
  readonly urlAceptacion: string | undefined
  readonly urlOpcional: string | undefined
}

/**
 * Asks for the whole directory.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consulta directorio": testecf (its simulator's addresses) and ecf
 */
export function directoryRequest(ambiente: Ambiente, token: string): WireRequest {
  return question({
    service: 'directorio-listado',
    host: 'ecf',
    path: `/${ambiente}/consultadirectorio/api/consultas/listado`,
    token,
  })
}

/** Asks for one taxpayer. */
export function directoryEntryRequest(ambiente: Ambiente, rnc: string, token: string): WireRequest {
  return question({
    service: 'directorio-por-rnc',
    host: 'ecf',
    path: `/${ambiente}/consultadirectorio/api/consultas/obtenerdirectorioporrnc`,
    query: { RNC: rnc },
    token,
  })
}

/** The entries found, none included; or why the answer does not tell. */
export type DirectoryAnswer =
  | { readonly kind: 'entries'; readonly entries: readonly DirectoryEntry[] }
  | { readonly kind: 'none'; readonly cause: string }

/** Reads either answer. Entries without an RNC are left out: nobody could look them up. */
export function directoryOf(reply: WireAnswer): DirectoryAnswer {
  const answer = answerOf(reply)
  if (answer.kind === 'data' && reply.status >= 200 && reply.status < 300) {
    const items = itemsOf(answer.data, (value) => textOf(value, 'rnc') !== undefined)
    const entries = items.flatMap(entryOf)
    if (entries.length > 0 || Array.isArray(answer.data)) return { kind: 'entries', entries }
  }
  return reply.status < 500 && saysNothingFound(complaintOf(answer))
    ? { kind: 'entries', entries: [] }
    : { kind: 'none', cause: causeOf(answer) }
}

function entryOf(item: unknown): readonly DirectoryEntry[] {
  const rnc = textOf(item, 'rnc')
  if (rnc === undefined) return []
  const nombre = textOf(item, 'nombre') ?? ''
  const [urlRecepcion, urlAceptacion, urlOpcional] = ['urlRecepcion', 'urlAceptacion', 'urlOpcional'].map((name) =>
    textOf(item, name),
  )
  return [{ rnc, nombre, urlRecepcion, urlAceptacion, urlOpcional }]
}
