import type { Numbered } from '../../jurisdictions/jurisdiction.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Acceptance, Accepted } from '../../ports/documents.ts'
import { type Database, type Run, type Statement, violatedIndex } from './database.ts'
import { acceptedDocument, insertAccepted, type NewDocument } from './insert-accepted.ts'
import { type Known, knownRequests } from './known-requests.ts'
import { nextNumbers, numbersFor, openSeries, type RangeRow, rangesFor, type TakenNumber } from './numbers.ts'
import { fitting, type Limit, type Quota, quotaExceeded, quotaFor, roomFor } from './quota.ts'
import { outdatedAmong } from './related-documents.ts'

/** Documents of one series that are stored together, and their signatures if they were made while another batch was stored. */
export interface Batch {
  readonly acceptances: readonly Acceptance[]
  readonly ahead?: SignedAhead | undefined
}

interface SignedAhead {
  readonly numbers: readonly TakenNumber[]
  readonly documents: Promise<readonly NewDocument[]>
}

/** How one document of a batch fared. The others are stored all the same. */
export type Answer = Accepted | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Called once the batch is on its way to the server, with the ranges as they will stand after it. */
export type OnStoring = (ranges: readonly RangeRow[]) => void

/** Signs batches and stores each in one transaction. */
export class BatchStore {
  readonly #database: Database
  readonly #newId: () => string

  constructor(database: Database, newId: () => string) {
    this.#database = database
    this.#newId = newId
  }

  /**
   * Signs a batch under the numbers that it will have if the batch before it is stored and no other process comes between.
   * Storing it looks whether that came true, under the lock, and signs again if not.
   */
  signAhead(acceptances: readonly Acceptance[], ranges: readonly RangeRow[]): Batch {
    const [first] = acceptances
    const numbers = !first || first.number ? undefined : nextNumbers(first.today, ranges, acceptances.length)
    if (!numbers) return { acceptances }
    const documents = this.#sign(acceptances, numbers)
    // Looked at when the batch is stored, or never.
    documents.catch(() => undefined)
    return { acceptances, ahead: { numbers, documents } }
  }

  /** All that can be stored of the batch, or nothing. @throws Refusal of the numbers; the server's errors */
  async store(batch: Batch, onStoring: OnStoring): Promise<readonly Answer[]> {
    try {
      return await this.#storeOnce(batch, 'next', onStoring)
    } catch (error) {
      // A client gave a number that lies ahead in the range: look which are free.
      const isAutomatic = batch.acceptances.some((acceptance) => acceptance.number === undefined)
      if (isAutomatic && violatedIndex(error) === 'documents_number') return this.#storeOnce(batch, 'free', onStoring)
      throw error
    }
  }

  #storeOnce({ acceptances, ahead }: Batch, choice: 'next' | 'free', onStoring: OnStoring): Promise<readonly Answer[]> {
    const [first] = acceptances
    if (!first) return Promise.resolve([])
    return this.#database.transaction({ tenantId: first.identity.tenantId, plans: 'kept' }, async (run, commit) => {
      const [known, existing, quota, outdated] = await Promise.all([
        knownRequests(run, acceptances),
        rangesFor(run, first),
        quotaFor(run, first),
        outdatedAmong(run, acceptances),
      ])
      const isSpent = quota.limit !== undefined && fitting(quota.limit, 1) === 0
      const settled = acceptances.map((_, index): Settled | undefined => {
        return known[index] ?? outdated[index] ?? (isSpent ? NO_ROOM : undefined)
      })
      const fresh = acceptances.filter((_, index) => settled[index] === undefined)
      const ranges = existing.length === 0 && fresh.length > 0 ? await openSeries(run, first, this.#newId()) : existing
      const wanted = await numbersFor(run, fresh, ranges, choice)
      const foreseen = ahead && areSame(ahead.numbers, wanted.numbers) ? ahead.documents : undefined
      const signed = await (foreseen ?? this.#sign(fresh, wanted.numbers))

      const { documents, limit, keeps } = await this.#fitting(run, first, quota, signed)
      const allotment =
        documents.length === fresh.length
          ? wanted
          : await numbersFor(run, fresh.slice(0, documents.length), ranges, choice)
      const stored = insertAll(run, documents, quota, [...allotment.advances, ...keeps])
      commit()
      onStoring(allotment.ranges)
      await stored
      return answersOf(settled, documents, limit)
    })
  }

  /** As many of the documents as the plan has room for. */
  async #fitting(run: Run, first: Acceptance, { day, limit }: Quota, signed: readonly NewDocument[]): Promise<Fitting> {
    if (!limit || signed.length === 0) return { documents: signed, limit, keeps: [] }
    const room = await roomFor(run, first, day)
    const count = room.limit ? fitting(room.limit, signed.length) : signed.length
    return {
      documents: signed.slice(0, count),
      limit: room.limit && { ...room.limit, used: room.limit.used + BigInt(count) },
      keeps: count === 0 ? [] : room.counted(count),
    }
  }

  #sign(acceptances: readonly Acceptance[], numbers: readonly TakenNumber[]): Promise<readonly NewDocument[]> {
    return Promise.all(acceptances.map((acceptance, index) => this.#signOne(acceptance, numbers[index])))
  }

  async #signOne(acceptance: Acceptance, taken: TakenNumber | undefined): Promise<NewDocument> {
    if (!taken) throw new Error('the batch has fewer numbers than documents')
    const number = acceptance.number?.text ?? acceptance.numberOf(taken.sequence)
    const numbered: Numbered = { number, expiresOn: taken.expiresOn }
    const signed = await acceptance.sign(numbered)
    return { id: this.#newId(), acceptance, number, sequence: taken.sequence, signed }
  }
}

/** What of a batch is stored, the limit as it stands then, and what keeps the plan's own count. */
interface Fitting {
  readonly documents: readonly NewDocument[]
  readonly limit: Limit | undefined
  readonly keeps: readonly Statement[]
}

/** Sends the documents, the new places of the ranges and the plan's count together: they need not wait for each other. */
async function insertAll(
  run: Run,
  documents: readonly NewDocument[],
  { day }: Quota,
  others: readonly Statement[],
): Promise<void> {
  await Promise.all([insertAccepted(run, documents, day), ...others.map(run)])
}

/** Of a document for which the plan has no room. */
const NO_ROOM = 'no-room'

/** How a document fares that is not stored. */
type Settled = Known | Accepted | typeof NO_ROOM

/**
 * Every answer, in the order of the batch. `documents` were stored for those that were not settled before, as many as there was
 * room for.
 */
function answersOf(
  settled: readonly (Settled | undefined)[],
  documents: readonly NewDocument[],
  limit: Limit | undefined,
): readonly Answer[] {
  const stored = documents.values()
  const answers: Answer[] = []
  for (const one of settled) answers.push(answerTo(one ?? acceptedOf(stored.next().value), limit, answers))
  return answers
}

function acceptedOf(document: NewDocument | undefined): Accepted | typeof NO_ROOM {
  return document ? { kind: 'stored', document: acceptedDocument(document) } : NO_ROOM
}

function answerTo(settled: Settled, limit: Limit | undefined, answers: readonly Answer[]): Answer {
  if (settled === NO_ROOM) {
    if (!limit) throw new Error('the batch lost a document')
    return { kind: 'refused', refusal: quotaExceeded(limit) }
  }
  if (!('answer' in settled)) return settled
  // Where the first with its identity was not stored, there is nothing that this one could repeat: it fares the same.
  const first = settled.first === undefined ? undefined : answers[settled.first]
  return first === undefined || first.kind === 'stored' ? settled.answer : first
}

/** The same numbers, each with the same end of validity. */
function areSame(some: readonly TakenNumber[], others: readonly TakenNumber[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ sequence, expiresOn }, index) => {
      const other = others[index]
      return other?.sequence === sequence && other.expiresOn === expiresOn
    })
  )
}
