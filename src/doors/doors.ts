import type { Door } from './door.ts'
import type { DoorName } from './door-names.ts'
import { ecfDirect } from './ecf-direct/ecf-direct.ts'
import { erply } from './erply/erply.ts'
import { factly } from './factly/factly.ts'
import { faktur } from './faktur/faktur.ts'
import { sriDocuments } from './sri-documents/sri-documents.ts'

/** Every door by its name. */
export const DOORS: Readonly<Record<DoorName, Door>> = {
  'ecf-direct': ecfDirect,
  erply,
  factly,
  faktur,
  'sri-documents': sriDocuments,
}
