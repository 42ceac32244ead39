import type { Document } from './document.ts'

/**
 * What a document's files are called, without extension: the access key where it has one; else tax id and number, nothing
 * between. Letters, digits, dots and dashes only, so that it fits into any header and any file system.
 *
 * @source DGII, Descripción técnica v1.6: name of the file of an e-CF
 */
export function officialNameOf({
  issuerTaxId,
  number,
  stamp,
}: Pick<Document, 'issuerTaxId' | 'number' | 'stamp'>): string {
  return (stamp.accessKey ?? `${issuerTaxId}${number}`).replace(/[^A-Za-z0-9.-]/g, '')
}
