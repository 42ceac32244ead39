import type { OutboundDocument } from '../../authority-protocol.ts'
import type { Channel } from '../facts.ts'
import { momentOf } from '../wire/answer-time.ts'
import type { Sought } from '../wire/queries.ts'

/** The way of a document, as preparing it decided; everything that does not say RFCE goes whole. */
export function channelOf(document: OutboundDocument): Channel {
  return document.facts.channel === 'RFCE' ? 'RFCE' : 'e-CF'
}

/** A document as the queries by number name it. */
export function soughtOf(document: OutboundDocument): Sought {
  return {
    rncEmisor: document.issuerTaxId,
    eNCF: document.number,
    rncComprador: document.buyerTaxId,
    codigoSeguridad: document.stamp.securityCode ?? '',
  }
}

/** When these bytes were signed, by their own FechaHoraFirma; undefined for an RFCE, which carries none. */
export function signedAtOf(document: OutboundDocument): Date | undefined {
  const xml = Buffer.from(document.xml.buffer, document.xml.byteOffset, document.xml.byteLength)
  const start = xml.lastIndexOf('<FechaHoraFirma>')
  if (start < 0) return undefined
  const from = start + '<FechaHoraFirma>'.length
  return momentOf(xml.toString('latin1', from, from + 'dd-MM-yyyy HH:mm:ss'.length))
}
