import { isCircuitOpen } from '../accounts/open-circuit.ts'
import type { Document } from '../domain/document.ts'
import type { Bilingual } from '../domain/fault.ts'
import { heldUpBy, holdUpOf, isUntried } from '../journey/hold-up.ts'
import type { Circuits } from '../ports/circuits.ts'
import type { Documents } from '../ports/documents.ts'

/** Where it is looked up why a document waits. */
export interface HoldUpParts {
  readonly documents: Pick<Documents, 'timeline'>
  readonly circuits: Pick<Circuits, 'open'>
}

/** Why a document waits or stands still now, in words for people; undefined when nothing holds it up. */
export async function holdUpNow(parts: HoldUpParts, document: Document): Promise<Bilingual | undefined> {
  return (await isWayClosed(parts, document)) ? holdUpOf(document, [], true) : heldUpBy(parts.documents, document)
}

/** Whether a document was not tried yet because nothing is sent for its issuer now. */
export async function isWayClosed({ circuits }: Pick<HoldUpParts, 'circuits'>, document: Document): Promise<boolean> {
  return isUntried(document) && isCircuitOpen(circuits, document)
}
