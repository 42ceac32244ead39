import { readXml } from '../../../xml/reader.ts'
import type { XmlElement } from '../../../xml/tree.ts'
import { UnreadableXml } from '../../../xml/unreadable.ts'
import type { WireReply } from '../../authority-protocol.ts'
import { isWebPage } from '../../wire/web-page.ts'
import { childNamed, childText } from './answer-fields.ts'

/** A complete HTTP answer. */
export type WireAnswer = Extract<WireReply, { kind: 'answer' }>

/**
 * What an answer holds. `content`: what the envelope's body holds, in the order of the answer. `fault`: a SOAP fault, of
 * `client` when the request was not understood, so that nothing became of it, else of `server`. `noise` was not written by one of
 * SRI's services, or is not all of what it wrote: a page from a firewall, an empty body, XML that stops in the middle. Neither a
 * fault nor noise says anything about a document.
 */
export type SoapAnswer =
  | { readonly kind: 'content'; readonly content: readonly XmlElement[] }
  | { readonly kind: 'fault'; readonly side: 'client' | 'server'; readonly cause: string }
  | { readonly kind: 'noise'; readonly cause: string }

/** Reads the body by what it is, not by what its content type claims. */
export function soapAnswerOf({ status, body }: WireAnswer): SoapAnswer {
  const text = body.replace(/^\uFEFF/, '').trim()
  if (text === '') return noise(status, 'an empty body')
  if (isWebPage(text)) return noise(status, 'a web page instead of an answer')
  if (!text.startsWith('<')) return noise(status, 'something that is no XML')
  const envelope = envelopeOf(text)
  if (envelope instanceof UnreadableXml) return noise(status, `XML that cannot be read (${envelope.code})`)

  const inside = childNamed(envelope, 'Body')
  if (envelope.name !== 'Envelope' || !inside) return noise(status, 'XML that is no SOAP answer')
  const fault = childNamed(inside, 'Fault')
  if (fault) return faultOf(status, fault)
  if (status < 200 || status >= 300) return noise(status, 'a SOAP answer')
  return { kind: 'content', content: inside.children }
}

/** The element an operation answers with, inside the element that carries it; or why there is none. */
export function resultOf(
  reply: WireAnswer,
  name: string,
): { readonly kind: 'result'; readonly result: XmlElement } | Exclude<SoapAnswer, { kind: 'content' }> {
  const answer = soapAnswerOf(reply)
  if (answer.kind !== 'content') return answer
  const result = answer.content.map((each) => childNamed(each, name)).find((each) => each !== undefined)
  return result ? { kind: 'result', result } : noise(reply.status, `an answer without ${name}`)
}

/** The line has decoded the bytes already, so what the declaration says of encoding and version is of no use any more. */
function envelopeOf(text: string): XmlElement | UnreadableXml {
  try {
    return readXml(text.replace(/^<\?xml\s[^>]*\?>/, ''))
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error
    return error
  }
}

/** @source W3C, SOAP 1.1, section 4.4.1: a fault code of the class Client says that the message must not be sent again as it is */
function faultOf(status: number, fault: XmlElement): SoapAnswer {
  const code = childText(fault, 'faultcode') ?? ''
  const words = childText(fault, 'faultstring') ?? 'without a reason'
  const side = /(^|:)Client\b/.test(code) ? 'client' : 'server'
  return { kind: 'fault', side, cause: `HTTP ${status} with a SOAP fault: ${words.slice(0, 200)}` }
}

function noise(status: number, what: string): Extract<SoapAnswer, { kind: 'noise' }> {
  return { kind: 'noise', cause: `HTTP ${status} with ${what}` }
}
