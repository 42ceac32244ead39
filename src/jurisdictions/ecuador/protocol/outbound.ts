import type { OutboundDocument } from '../../authority-protocol.ts'
import { momentOf } from '../wire/answer-time.ts'
import type { Authorization } from '../wire/authorization.ts'

/**
 * The clave de acceso of a document, by which SRI knows it.
 *
 * @throws Error for a document without one: it was not signed by this country, which is a mistake of ours.
 */
export function claveAccesoOf({ stamp, number }: Pick<OutboundDocument, 'stamp' | 'number'>): string {
  if (stamp.accessKey === undefined) throw new Error(`document ${number} has no clave de acceso`)
  return stamp.accessKey
}

/**
 * Whether SRI speaks of this very document. A correction keeps its clave de acceso, so what SRI decided on an earlier revision
 * answers to the same question: the signatures tell them apart. When SRI's answer has no document in it, what was decided before
 * this one was signed is an earlier revision's, if there was one.
 */
export function isOfThis(document: OutboundDocument, { comprobante, decidedAt }: Authorization): boolean {
  const theirs = comprobante === undefined ? undefined : signatureValueOf(comprobante)
  if (theirs !== undefined) return theirs === signatureValueOf(textOf(document))
  if (!document.formerReceipts?.includes(claveAccesoOf(document))) return true
  const signedAt = momentOf(document.stamp.signedAt)
  return decidedAt !== undefined && signedAt !== undefined && decidedAt >= signedAt
}

/** The SignatureValue of a signed file, without line breaks. Whatever is signed differently has another one. */
function signatureValueOf(xml: string): string | undefined {
  const value = /<(?:[\w.-]+:)?SignatureValue\b[^>]*>([^<]*)</.exec(xml)?.[1]
  return value?.replace(/&#\w+;|\s/g, '')
}

function textOf({ xml }: OutboundDocument): string {
  return Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength).toString()
}
