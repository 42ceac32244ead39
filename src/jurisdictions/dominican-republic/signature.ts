import { signEnveloped } from '../../xml/dsig.ts'
import type { Content } from '../format/format.ts'
import type { Signer } from '../authority-protocol.ts'
import type { Numbered, PreparedDocument, SignedDocument } from '../jurisdiction.ts'
import type { Channel } from './facts.ts'
import { securityCodeOf, stampUrl } from './stamp.ts'
import { summaryXml } from './summary.ts'
import { AUTHORITY_ENVIRONMENTS } from './wire/environments.ts'
import { contentXml, numberedContent, preparedContentOf } from './xml.ts'

/**
 * Hours by which a document must be at DGII: 24 with authorised deferred sending, else 72, the longest a lost connection may last.
 *
 * @source Decreto 587-24, envío diferido; DGII, Informe técnico, contingency, update of 2026 as reported by third parties
 */
export const DUE_HOURS = { deferred: 24, contingency: 72 } as const

/**
 * Writes and signs a document. A type 32 below 250,000 is signed in full first; its summary carries the code of that signature
 * and is signed after, so that code, stamp and stored XML agree for ever. The full one goes to the buyer, the summary to DGII.
 *
 * @source DGII, Firmado de e-CF (June 2023); Informe técnico e-CF v1.0 (2022), "Código de seguridad"
 */
export async function sign(
  document: PreparedDocument,
  numbered: Numbered,
  signer: Signer,
  at: Date,
): Promise<SignedDocument> {
  const content = numberedContent(document, numbered, at)
  const full = await signEnveloped(contentXml(document.type, content), signer)
  const securityCode = securityCodeOf(full.signatureValue)
  const isSummarised = (document.facts.channel as Channel) === 'RFCE'
  const summary = isSummarised ? await signEnveloped(summaryXml(content, securityCode), signer) : undefined
  return {
    xml: full.xml,
    submission: summary?.xml,
    stamp: {
      securityCode,
      url: stampAddress(document, content, securityCode),
      signedAt: textOf(content.FechaHoraFirma),
    },
    dueAt: dueAt(content, at),
  }
}

function stampAddress(document: PreparedDocument, content: Content, codigoSeguridad: string): string {
  const { authorityEnvironment } = preparedContentOf(document)
  const at = AUTHORITY_ENVIRONMENTS.find(({ name }) => name === authorityEnvironment)
  if (!at) throw new RangeError(`DGII has no environment "${authorityEnvironment}"`)
  const header = groupOf(content.Encabezado)
  const issuer = groupOf(header.Emisor)
  const facts = {
    rncEmisor: textOf(issuer.RNCEmisor),
    eNCF: textOf(groupOf(header.IdDoc).eNCF),
    montoTotal: textOf(groupOf(header.Totales).MontoTotal),
    codigoSeguridad,
  }
  if (document.facts.channel === 'RFCE') return stampUrl({ channel: 'RFCE', ...facts }, at)
  const rncComprador = groupOf(header.Comprador).RNCComprador
  return stampUrl(
    {
      channel: 'e-CF',
      ...facts,
      rncComprador: typeof rncComprador === 'string' ? rncComprador : undefined,
      fechaEmision: textOf(issuer.FechaEmision),
      fechaFirma: textOf(content.FechaHoraFirma),
    },
    at,
  )
}

function dueAt(content: Content, at: Date): Date {
  const isDeferred = groupOf(groupOf(content.Encabezado).IdDoc).IndicadorEnvioDiferido === '1'
  return new Date(at.getTime() + (isDeferred ? DUE_HOURS.deferred : DUE_HOURS.contingency) * 3_600_000)
}

function groupOf(value: unknown): Content {
  return typeof value === 'object' && value !== null ? (value as Content) : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
