import { Outage } from '../../domain/outage.ts'
import type { Acceptance, Accepted } from '../../ports/documents.ts'
import { type Batch, BatchStore, type OnStoring } from './accept-batch.ts'
import { type Database, violatedIndex } from './database.ts'

// As many as one statement stores at once: enough to spread a commit over, few enough that the next batch is made meanwhile.
const BATCH = 16
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
 * document. Whoever arrives meanwhile waits for the next batch, which is signed while this one is stored.
 */
export class AcceptQueue {
  readonly #store: BatchStore
  readonly #waiting = new Map<string, Waiting[]>()

  constructor(database: Database, newId: () => string) {
    this.#store = new BatchStore(database, newId)
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
    const queue = this.#waiting.get(key) ?? []
    let next: Turn | undefined
    for (;;) {
      const turn: Turn = next ?? turnOf(nextBatch(queue))
      if (turn.waiting.length === 0) break
      next = undefined
      await this.#settle(turn, (ranges) => {
        if (next || queue.length === 0) return
        const waiting = nextBatch(queue)
        next = { waiting, batch: this.#store.signAhead(acceptancesOf(waiting), ranges) }
      })
    }
    this.#waiting.delete(key)
  }

  /**
   * Stores the batch as one; when one of its documents stands in the way, each goes alone. Never after an outage: the commit
   * may have arrived, and what is stored already must not be stored again under another number.
   */
  async #settle({ waiting, batch }: Turn, onStoring: OnStoring): Promise<void> {
    try {
      const stored = await this.#store.store(batch, onStoring)
      waiting.forEach((one, index) => {
        const answer = stored[index]
        if (answer?.kind === 'refused') one.reject(answer.refusal)
        else if (answer) one.resolve(answer)
        else one.reject(new Error('the batch lost a document'))
      })
    } catch (error) {
      const [only] = waiting
      if (error instanceof Outage) {
        for (const one of waiting) one.reject(error)
      } else if (only && waiting.length === 1) {
        const taken = takenBy(error)
        if (taken) only.resolve(taken)
        else only.reject(error)
      } else {
        for (const one of waiting) await this.#settle(turnOf([one]), () => undefined)
      }
    }
  }
}

/** A batch and those who wait for it. */
interface Turn {
  readonly waiting: readonly Waiting[]
  readonly batch: Batch
}

function turnOf(waiting: readonly Waiting[]): Turn {
  return { waiting, batch: { acceptances: acceptancesOf(waiting) } }
}

function acceptancesOf(waiting: readonly Waiting[]): readonly Acceptance[] {
  return waiting.map(({ acceptance }) => acceptance)
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
