import { Outage } from '../../domain/outage.ts'
import type { Numbered, SignedDocument } from '../../jurisdictions/jurisdiction.ts'
import type { Acceptance, Accepted } from '../../ports/documents.ts'
import { type Database, type Run, violatedIndex } from './database.ts'
import { insertAccepted, type NewDocument } from './insert-accepted.ts'
import { knownRequests } from './known-requests.ts'
import { type Allotment, numbersFor } from './numbers.ts'

// As many as one statement stores at once: enough to spread a commit over, few enough that nobody waits long.
const BATCH = 32
// And no more lines than this together, so that large documents neither fill the memory nor hold their series for long.
const BATCH_LINES = 4_000

interface Waiting {
  readonly acceptance: Acceptance
  resolve(accepted: Accepted): void
  reject(error: unknown): void
}

/**
 * Takes documents in, several of one series in one transaction: it locks the series' range, takes as many numbers as there
 * are documents, signs them all, stores them with their events and work, and commits. So numbers have neither gaps nor
 * doubles, a number never outlives a document that was not stored, and a busy series is not held up by one commit a
 * document. Whoever arrives meanwhile waits for the next batch.
 */
export class AcceptQueue {
  readonly #database: Database
  readonly #newId: () => string
  readonly #waiting = new Map<string, Waiting[]>()

  constructor(database: Database, newId: () => string) {
    this.#database = database
    this.#newId = newId
  }

  accept(acceptance: Acceptance): Promise<Accepted> {
    return new Promise((resolve, reject) => {
      const key = batchKey(acceptance)
      const queue = this.#waiting.get(key)
      if (queue) {
        queue.push({ acceptance, resolve, reject })
        return
      }
      this.#waiting.set(key, [{ acceptance, resolve, reject }])
      void this.#drain(key)
    })
  }

  async #drain(key: string): Promise<void> {
    for (;;) {
      const batch = nextBatch(this.#waiting.get(key) ?? [])
      if (batch.length === 0) break
      await this.#settle(batch)
    }
    this.#waiting.delete(key)
  }

  /**
   * Stores the batch as one; when one of its documents stands in the way, each goes alone. Never after an outage: the commit
   * may have arrived, and what is stored already must not be stored again under another number.
   */
  async #settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const stored = await this.#store(batch.map((waiting) => waiting.acceptance))
      batch.forEach((waiting, index) => {
        const accepted = stored[index]
        if (accepted) waiting.resolve(accepted)
        else waiting.reject(new Error('the batch lost a document'))
      })
    } catch (error) {
      const [only] = batch
      if (error instanceof Outage) {
        for (const waiting of batch) waiting.reject(error)
      } else if (only && batch.length === 1) {
        const taken = takenBy(error)
        if (taken) only.resolve(taken)
        else only.reject(error)
      } else {
        for (const waiting of batch) await this.#settle([waiting])
      }
    }
  }

  async #store(acceptances: readonly Acceptance[]): Promise<readonly Accepted[]> {
    try {
      return await this.#storeOnce(acceptances, 'next')
    } catch (error) {
      // A client gave a number that lies ahead in the range: look which are free.
      const isAutomatic = acceptances.some((acceptance) => acceptance.number === undefined)
      if (isAutomatic && violatedIndex(error) === 'documents_number') return this.#storeOnce(acceptances, 'free')
      throw error
    }
  }

  #storeOnce(acceptances: readonly Acceptance[], choice: 'next' | 'free'): Promise<readonly Accepted[]> {
    const tenantId = acceptances[0]?.identity.tenantId
    if (tenantId === undefined) return Promise.resolve([])
    return this.#database.transaction({ tenantId }, async (run, commit) => {
      const known = await knownRequests(run, acceptances)
      const fresh = acceptances.filter((_, index) => known[index] === undefined)
      const allotment = await numbersFor(run, fresh, choice)
      const signed = await Promise.all(fresh.map((acceptance, index) => this.#sign(acceptance, allotment, index)))
      const stored = insertAll(run, signed, allotment)
      commit()
      const accepted = (await stored).values()
      return known.flatMap((taken) => taken ?? accepted.next().value ?? [])
    })
  }

  async #sign(acceptance: Acceptance, allotment: Allotment, index: number): Promise<NewDocument> {
    const taken = allotment.numbers[index]
    if (!taken) throw new Error('the batch has fewer numbers than documents')
    const number = acceptance.number?.text ?? acceptance.numberOf(taken.sequence)
    const numbered: Numbered = { number, expiresOn: taken.expiresOn }
    const signed: SignedDocument = await acceptance.sign(numbered)
    return { id: this.#newId(), acceptance, number, sequence: taken.sequence, signed }
  }
}

/** Sends the new places of the ranges and the documents together: they need not wait for each other. */
async function insertAll(
  run: Run,
  documents: readonly NewDocument[],
  allotment: Allotment,
): Promise<readonly Accepted[]> {
  const [stored] = await Promise.all([insertAccepted(run, documents), ...allotment.advances.map(run)])
  return stored.map((document) => ({ kind: 'stored', document }))
}

function takenBy(error: unknown): Accepted | undefined {
  switch (violatedIndex(error)) {
    case 'documents_idempotency_key':
      return { kind: 'taken', by: 'idempotency-key' }
    case 'documents_external_id':
      return { kind: 'taken', by: 'external-id' }
    case 'documents_number':
      return { kind: 'taken', by: 'number' }
    default:
      return undefined
  }
}

/** Takes the next batch off the queue: at least one document, however large. */
function nextBatch(queue: Waiting[]): readonly Waiting[] {
  let count = 0
  for (let lines = 0; count < Math.min(BATCH, queue.length); count += 1) {
    lines += queue[count]?.acceptance.draft.lines.length ?? 0
    if (count > 0 && lines > BATCH_LINES) break
  }
  return queue.splice(0, count)
}

/** What one statement says once for all of its documents is the same for all of them. */
function batchKey({ identity, prepared, number, actor, lane, today }: Acceptance): string {
  return [identity.tenantId, lane, prepared.series, number ? 'given' : 'next', today, actor].join('/')
}
