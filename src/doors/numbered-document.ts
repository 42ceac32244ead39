import type { Caller } from '../domain/caller.ts'
import type { Document } from '../domain/document.ts'
import type { DoorRecords } from '../ports/door-records.ts'
import type { Documents } from '../ports/documents.ts'

/** A document with the whole number that stands for it. */
export interface NumberedDocument {
  readonly document: Document
  readonly id: number
}

/**
 * The caller's document that a whole number stands for; undefined when it stands for none of the country, or is no number at all.
 *
 * @param text the number as it stands in an address
 */
export async function numberedDocument(
  { doorRecords, documents }: { readonly doorRecords: DoorRecords; readonly documents: Documents },
  { tenantId, environment }: Caller,
  text: string,
  jurisdiction: string,
): Promise<NumberedDocument | undefined> {
  if (!/^[1-9]\d{0,15}$/.test(text)) return undefined
  const id = Number(text)
  const documentId = await doorRecords.documentOf(tenantId, id)
  const document = documentId === undefined ? undefined : await documents.get(tenantId, environment, documentId)
  return document?.jurisdiction === jurisdiction ? { document, id } : undefined
}
