import type { AuthorityLine, OutboundDocument, Sighting } from '../../authority-protocol.ts'
import { inquire } from './inquiry.ts'
import { receiptOf } from './receipt.ts'

/**
 * Finds out what SRI knows of a document, after an unclear answer.
 *
 * SRI answers alike for a clave de acceso it never saw and for one it has not got to yet. `unseen` leads to sending the same bytes
 * again, which costs nothing when SRI does have them: it says so (43 or 70), and that is a receipt. Whatever fails is
 * `unknown`, and is asked again later.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11, codes 43 and 70
 */
export async function look(document: OutboundDocument, line: AuthorityLine): Promise<Sighting> {
  const inquiry = await inquire(document, line)
  switch (inquiry.kind) {
    case 'verdict':
    case 'unknown':
      return inquiry
    case 'nothing':
      return { kind: 'unseen' }
    case 'processing':
    case 'another':
      // Tracking says what becomes of either; sending again would help neither.
      return receiptOf(document, line)
  }
}
