import type { Caller } from '../domain/caller.ts'
import type { Action, Document } from '../domain/document.ts'
import { Refusal } from '../domain/refusal.ts'
import { actionsOf, type JourneyParts } from './journey.ts'

/** A document of the caller's tenant and environment; any other is not there. @throws Refusal not-found */
export async function existing(parts: JourneyParts, caller: Caller, id: string): Promise<Document> {
  const document = await parts.documents.get(caller.tenantId, caller.environment, id)
  if (!document)
    throw new Refusal('not-found', {
      es: 'No hay un documento con este id.',
      en: 'There is no document with this id.',
    })
  return document
}

/** The document, when it allows the action as it stands. @throws Refusal not-found, state-conflict */
export async function allowing(parts: JourneyParts, caller: Caller, id: string, action: Action): Promise<Document> {
  const document = await existing(parts, caller, id)
  if (actionsOf(document).includes(action)) return document
  const { state, number } = document
  throw new Refusal('state-conflict', {
    es: `El documento ${number} está ${state} y no admite la acción ${action}.`,
    en: `The document ${number} is ${state} and does not allow the action ${action}.`,
  })
}
