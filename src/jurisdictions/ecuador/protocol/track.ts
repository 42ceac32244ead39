import type { Receipt } from '../../../domain/document.ts'
import type { AuthorityLine, OutboundDocument, Progress } from '../../authority-protocol.ts'
import { inquire } from './inquiry.ts'

/**
 * The longest SRI takes to decide.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), 5.12 and 7.5
 */
const LONGEST_PROCESSING_MS = 24 * 3_600_000

/**
 * Asks how far SRI is with a document it has taken. No authorisation is no rejection: SRI has not got to it. Nothing is sent again
 * meanwhile, and after 24 hours a person must look.
 */
export async function track(document: OutboundDocument, receipt: Receipt, line: AuthorityLine): Promise<Progress> {
  const inquiry = await inquire(document, line)
  switch (inquiry.kind) {
    case 'verdict':
    case 'unknown':
      return inquiry
    case 'another':
      return { kind: 'undecidable', cause: ANOTHER_AUTHORIZED }
    case 'processing':
    case 'nothing': {
      const ageMs = line.now().getTime() - Date.parse(receipt.receivedAt)
      return ageMs < LONGEST_PROCESSING_MS ? { kind: 'processing' } : { kind: 'undecidable', cause: NOT_DECIDED }
    }
  }
}

const NOT_DECIDED =
  'SRI has the document and has not decided on it for 24 hours, which is the longest it takes. Look the access key up at ' +
  'SRI en línea, or retry later.'

const ANOTHER_AUTHORIZED =
  'SRI has authorised another document under this access key: an earlier revision, or one that another system made. ' +
  'Look the access key up at SRI en línea before anything is issued in its place.'
