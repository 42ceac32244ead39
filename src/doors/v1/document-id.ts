import { Type } from 'typebox'
import type { Caller } from '../../domain/caller.ts'
import type { Document } from '../../domain/document.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Documents } from '../../ports/documents.ts'

/** UUID in a path. */
export const Id = Type.String({ pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$', description: 'UUID.' })

export const DocumentId = Type.Object({ id: Id })

/** A document of the caller's tenant and environment; any other is not there. @throws Refusal not-found */
export async function documentOf(documents: Documents, caller: Caller, id: string): Promise<Document> {
  const document = await documents.get(caller.tenantId, caller.environment, id)
  if (document) return document
  throw new Refusal('not-found', {
    es: 'No hay ningún documento con este id.',
    en: 'There is no document with this id.',
  })
}
