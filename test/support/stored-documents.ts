import type { Database } from '../../src/adapters/postgres/database.ts'
import { documentStore } from '../../src/adapters/postgres/document-store.ts'
import { workQueue } from '../../src/adapters/postgres/work-queue.ts'
import { systemChance } from '../../src/adapters/system/chance.ts'
import type { SeriesNumber } from '../../src/jurisdictions/jurisdiction.ts'
import type { Document } from '../../src/domain/document.ts'
import type { Settlement, WorkItem } from '../../src/ports/work.ts'
import { acceptance, type Household } from './acceptances.ts'
import type { TestClock } from './clock.ts'

let sequence = 0n

/** A signed document of the household, stored now; a note on `original` when one is given. */
export async function storedDocument(
  database: Database,
  clock: TestClock,
  house: Household,
  original?: SeriesNumber,
): Promise<Document> {
  sequence += 1n
  const text = `E31${String(sequence).padStart(10, '0')}`
  const base = acceptance(house, { number: { text, sequence }, now: clock.now() })
  const accepted = await documentStore(database, systemChance.id).accept({
    ...base,
    prepared: { ...base.prepared, refersTo: original, follows: original },
  })
  if (accepted.kind !== 'stored') throw new Error('not stored')
  return accepted.document
}

/** Claims everything that is due and answers only the steps of this household's tenant: tests share the database. */
export async function claimedBy(
  database: Database,
  clock: TestClock,
  house: Household,
  leaseMs: number,
): Promise<readonly WorkItem[]> {
  const items = await workQueue(database).claim(clock.now(), 1000, leaseMs)
  return items.filter((item) => item.tenantId === house.tenantId)
}

/** How a submission ends that brought a receipt. */
export function sentAt(clock: TestClock, changes: Partial<Settlement> = {}): Settlement {
  return {
    at: clock.now(),
    state: 'sent',
    condition: undefined,
    reason: undefined,
    receipt: { id: 'track-1', receivedAt: clock.now().toISOString() },
    event: { kind: 'sent', detail: { receipt: 'track-1' } },
    next: { step: 'track', runAt: clock.now(), tries: 0 },
    ...changes,
  }
}
