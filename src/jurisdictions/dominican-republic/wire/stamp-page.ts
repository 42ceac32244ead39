import type { WireRequest } from '../../authority-protocol.ts'
import type { WireAnswer } from './answer.ts'
import { estadoOf } from './answer-state.ts'
import type { Ambiente } from './environments.ts'
import { question } from './wire-request.ts'

/** What the QR of a small consumer invoice holds. */
export interface StampedSummary {
  readonly rncEmisor: string
  readonly eNCF: string
  /** As in the XML. */
  readonly montoTotal: string
  readonly codigoSeguridad: string
}

/**
 * Opens the page behind the QR of a type 32 below DOP 250,000. It is made for people and needs no token.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consulta timbre FC": testecf and ecf
 */
export function stampPageRequest(ambiente: Ambiente, summary: StampedSummary): WireRequest {
  const request = question({
    service: 'consultatimbrefc',
    host: 'fc',
    path: `/${ambiente}/consultatimbrefc`,
    query: {
      rncemisor: summary.rncEmisor,
      encf: summary.eNCF,
      montototal: summary.montoTotal,
      codigoseguridad: summary.codigoSeguridad,
    },
  })
  return { ...request, headers: { accept: 'text/html' } }
}

/**
 * How the page shows the invoice to be accepted; undefined when it does not. Some piece of its text is exactly that word, and none is another state.
 * Anything else says nothing, since the page may change at any time; it is no verdict to build an invoice's fate on.
 */
export function acceptanceOn({ status, body }: WireAnswer): 'approved' | 'conditional' | undefined {
  if (status !== 200) return undefined
  const pieces = body.replace(/<(script|style|title)\b[\s\S]*?<\/\1\s*>/gi, ' ').split(/<[^>]*>/)
  const states = pieces.flatMap((piece) => estadoOf({ estado: wordOf(piece) }) ?? [])
  const [state, ...others] = new Set(states)
  return others.length === 0 && (state === 'approved' || state === 'conditional') ? state : undefined
}

/** False for a page that was cut on its way: what it would have shown is not known. */
export function isWholePage({ body }: WireAnswer): boolean {
  return /<\/html\s*>\s*$/i.test(body)
}

/** A piece of text when it is words: a bare number on a page is no state. */
function wordOf(piece: string): string | undefined {
  return /\d/.test(piece) ? undefined : piece.replace(/^\s*estado\s*:/i, '')
}
