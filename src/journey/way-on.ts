import type { Document } from '../domain/document.ts'
import type { Bilingual } from '../domain/fault.ts'
import { actionsOf } from './journey.ts'

/** What a person can do about a rejected document, as retrying would change nothing; undefined when it is not rejected. */
export function wayOnOf(document: Document): Bilingual | undefined {
  const { id, state, number } = document
  if (state !== 'rejected') return undefined
  if (!actionsOf(document).includes('correct')) {
    return {
      es: `El número ${number} quedó usado: emita un documento nuevo con otro número.`,
      en: `The number ${number} is spent: issue a new document under another number.`,
    }
  }
  return {
    es: `El número ${number} sigue siendo del documento: corríjalo con POST /api/v1/documents/${id}/correct.`,
    en: `The number ${number} stays the document's: correct it with POST /api/v1/documents/${id}/correct.`,
  }
}
