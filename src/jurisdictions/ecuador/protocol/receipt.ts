import type { Receipt } from '../../../domain/document.ts'
import type { AuthorityLine, OutboundDocument } from '../../authority-protocol.ts'
import { claveAccesoOf } from './outbound.ts'

/** That SRI has a document. SRI gives no number of its own for that: it is asked for by the clave de acceso. */
export function receiptOf(
  document: OutboundDocument,
  line: AuthorityLine,
): { readonly kind: 'receipt'; readonly receipt: Receipt } {
  return { kind: 'receipt', receipt: { id: claveAccesoOf(document), receivedAt: line.now().toISOString() } }
}
