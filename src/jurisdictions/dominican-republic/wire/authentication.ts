import type { AuthorityMessage } from '../../../domain/document.ts'
import type { Token, WireRequest } from '../../authority-protocol.ts'
import { readXml } from '../../../xml/reader.ts'
import { childOf } from '../../../xml/tree.ts'
import { answerOf, causeOf, type WireAnswer } from './answer.ts'
import { textOf } from './answer-fields.ts'
import { momentOf, tokenEnd } from './answer-time.ts'
import type { Ambiente } from './environments.ts'
import { refusalOf } from './refusal.ts'
import { delivery, question } from './wire-request.ts'

/**
 * Asks for a seed: an XML whose signature proves who we are.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Autenticación"
 */
export function seedRequest(ambiente: Ambiente): WireRequest {
  const request = question({
    service: 'semilla',
    host: 'ecf',
    path: `/${ambiente}/autenticacion/api/autenticacion/semilla`,
  })
  return { ...request, headers: { accept: 'application/xml' } }
}

/** A seed, as the exact file to sign; or why the answer is none. */
export type SeedAnswer =
  { readonly kind: 'seed'; readonly xml: Uint8Array } | { readonly kind: 'none'; readonly cause: string }

/**
 * Reads the seed. Only the parser may touch it afterwards: one that was formatted again is refused.
 *
 * It must be a SemillaModel, because it is going to be signed: whoever sits at that address must not get an invoice signed.
 */
export function seedOf(reply: WireAnswer): SeedAnswer {
  const answer = answerOf(reply)
  const xml = reply.body.replace(/^\uFEFF/, '').trim()
  if (reply.status !== 200 || answer.kind !== 'data' || !xml.startsWith('<'))
    return { kind: 'none', cause: causeOf(answer) }
  const root = readXml(xml)
  if (root.name === 'SemillaModel' && childOf(root, 'valor')?.text) return { kind: 'seed', xml: Buffer.from(xml) }
  return { kind: 'none', cause: `HTTP 200 with <${root.name}> instead of a seed` }
}

/** Hands in the signed seed. */
export function tokenRequest(ambiente: Ambiente, signedSeed: Uint8Array): WireRequest {
  return delivery({
    service: 'validarsemilla',
    host: 'ecf',
    path: `/${ambiente}/autenticacion/api/autenticacion/validarsemilla`,
    fileName: 'semilla.xml',
    xml: signedSeed,
  })
}

// A header with a line break in it would be two.
const FIT_FOR_A_HEADER = /^[\x21-\x7e]{1,8192}$/

/** A token; a signature or certificate that DGII does not take; or an answer that says neither. */
export type TokenAnswer =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'refused'; readonly messages: readonly AuthorityMessage[] }
  | { readonly kind: 'none'; readonly cause: string }

/** Reads `{token, expira, expedido}`, or the XML `RespuestaAutenticacion`. `now` is our clock, by which the token ends. */
export function tokenOf(reply: WireAnswer, now: Date): TokenAnswer {
  const answer = answerOf(reply)
  if (reply.status >= 200 && reply.status < 300 && answer.kind === 'data') {
    const value = textOf(answer.data, 'token')
    const issued = momentOf(textOf(answer.data, 'expedido'))
    const expires = momentOf(textOf(answer.data, 'expira'))
    if (value !== undefined && FIT_FOR_A_HEADER.test(value)) {
      return { kind: 'token', token: { value, expiresAt: tokenEnd(now, issued, expires) } }
    }
  }
  const messages = refusalOf(answer)
  return messages ? { kind: 'refused', messages } : { kind: 'none', cause: causeOf(answer) }
}
