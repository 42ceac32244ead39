import type { Numbered } from '../../jurisdictions/jurisdiction.ts'
import type { Acceptance, Accepted } from '../../ports/documents.ts'
import { type Database, type Run, violatedIndex } from './database.ts'
import { acceptedDocument, insertAccepted, type NewDocument } from './insert-accepted.ts'
import { knownRequests } from './known-requests.ts'
import {
  type Allotment,
  nextNumbers,
  numbersFor,
  openSeries,
  type RangeRow,
  rangesFor,
  type TakenNumber,
} from './numbers.ts'

/** Documents of one series that are stored together, and their signatures if they were made while another batch was stored. */
export interface Batch {
  readonly acceptances: readonly Acceptance[]
  readonly ahead?: SignedAhead | undefined
}

interface SignedAhead {
  readonly numbers: readonly TakenNumber[]
  readonly documents: Promise<readonly NewDocument[]>
}

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

  /** All of the batch or nothing. @throws Refusal of the numbers; the server's errors */
  async store(batch: Batch, onStoring: OnStoring): Promise<readonly Accepted[]> {
    try {
      return await this.#storeOnce(batch, 'next', onStoring)
    } catch (error) {
      // A client gave a number that lies ahead in the range: look which are free.
      const isAutomatic = batch.acceptances.some((acceptance) => acceptance.number === undefined)
      if (isAutomatic && violatedIndex(error) === 'documents_number') return this.#storeOnce(batch, 'free', onStoring)
      throw error
    }
  }

  #storeOnce(
    { acceptances, ahead }: Batch,
    choice: 'next' | 'free',
    onStoring: OnStoring,
  ): Promise<readonly Accepted[]> {
    const [first] = acceptances
    if (!first) return Promise.resolve([])
    return this.#database.transaction({ tenantId: first.identity.tenantId, plans: 'kept' }, async (run, commit) => {
      const [known, existing] = await Promise.all([knownRequests(run, acceptances), rangesFor(run, first)])
      const ranges = existing.length === 0 ? await openSeries(run, first, this.#newId()) : existing
      const fresh = acceptances.filter((_, index) => known[index] === undefined)
      const allotment = await numbersFor(run, fresh, ranges, choice)
      const foreseen = ahead && areSame(ahead.numbers, allotment.numbers) ? ahead.documents : undefined
      const documents = await (foreseen ?? this.#sign(fresh, allotment.numbers))
      const stored = insertAll(run, documents, allotment)
      commit()
      onStoring(allotment.ranges)
      await stored
      const accepted = documents.values()
      return known.flatMap((taken) => taken ?? acceptedOf(accepted.next().value))
    })
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

/** Sends the new places of the ranges and the documents together: they need not wait for each other. */
async function insertAll(run: Run, documents: readonly NewDocument[], allotment: Allotment): Promise<void> {
  await Promise.all([insertAccepted(run, documents), ...allotment.advances.map(run)])
}

function acceptedOf(document: NewDocument | undefined): readonly Accepted[] {
  return document ? [{ kind: 'stored', document: acceptedDocument(document) }] : []
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
