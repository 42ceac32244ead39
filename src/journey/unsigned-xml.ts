import type { DocumentFiles } from '../ports/documents.ts'
import { withoutSignature } from '../xml/unsigned.ts'

/** The document as it was before it was signed, for contracts that hand out both. */
export function unsignedXmlOf({ xml }: Pick<DocumentFiles, 'xml'>): string {
  return withoutSignature(Buffer.from(xml).toString())
}
