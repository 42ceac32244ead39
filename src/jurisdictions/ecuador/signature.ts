import { signXades } from '../../xml/xades.ts'
import type { Signer } from '../authority-protocol.ts'
import type { Numbered, PreparedDocument, SignedDocument } from '../jurisdiction.ts'
import { signingTime } from './dates.ts'
import { stampOf } from './stamp.ts'
import { contentXml, numberedContent, preparedContentOf } from './xml.ts'

/**
 * Hours by which a document must be at SRI: it is to be transmitted as it is issued, and SRI may take a day to decide.
 *
 * @source NAC-DGERCGC25-00000014 (27 Jun 2025), amended by NAC-DGERCGC25-00000017; SRI, Ficha técnica offline v2.32, 5.12
 */
export const DUE_HOURS = 24

/**
 * Writes and signs a document: XAdES-BES, enveloped, over the whole root. What is signed is what SRI gets and what the buyer gets.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), chapter 6 and annex 14
 */
export async function sign(
  document: PreparedDocument,
  numbered: Numbered,
  signer: Signer,
  at: Date,
): Promise<SignedDocument> {
  const { content, accessKey } = numberedContent(document, numbered, at)
  const { xml } = await signXades(contentXml(document.type, content), signer, {
    signingTime: signingTime(at),
    description: 'contenido comprobante',
    hash: preparedContentOf(document).signatureDigest,
  })
  return {
    xml,
    submission: undefined,
    stamp: stampOf(accessKey, at),
    dueAt: new Date(at.getTime() + DUE_HOURS * 3_600_000),
  }
}
