import { createHash } from 'node:crypto'

/**
 * How it ended. `taken` is for what is not an invoice (approvals, voidings); `refused` never became a document; `asked` is a
 * question about one.
 */
export type OutcomeState = 'processing' | 'accepted' | 'conditional' | 'rejected' | 'taken' | 'refused' | 'asked'

export interface Outcome {
  readonly state: OutcomeState
  /** `kind` is set where the authority tells errors from warnings in one list. */
  readonly messages: readonly {
    readonly code: string
    readonly text: string
    readonly kind?: 'ERROR' | 'ADVERTENCIA'
  }[]
  /** True when the fiscal number is used up. */
  readonly numberSpent: boolean
  /** Set where the authority says when it decided. */
  readonly decidedAt?: string
}

/** One file that arrived, whatever became of it. */
export interface LedgerEntry {
  /** From 1, over all environments, in order of arrival. */
  readonly sequence: number
  readonly environment: string
  readonly service: string
  readonly issuer: string | undefined
  readonly number: string | undefined
  /** In Ecuador. */
  readonly accessKey?: string | undefined
  readonly fileName: string | undefined
  readonly receivedAt: string
  readonly sizeBytes: number
  /** Of the bytes, in hex. */
  readonly sha256: string
  /**
   * How many files with this issuer and number, or with this access key, came to this environment through this service, this
   * one included.
   */
  readonly arrival: number
  readonly trackIds: readonly string[]
  readonly outcome: Outcome
  /** Whether the client got the HTTP answer. */
  readonly answer: 'pending' | 'delivered' | 'cut'
}

/** What is known of a file the moment it arrives. */
export interface Arrival {
  readonly environment: string
  readonly service: string
  readonly issuer: string | undefined
  readonly number: string | undefined
  readonly accessKey?: string | undefined
  readonly fileName: string | undefined
  readonly receivedAt: Date
  readonly trackIds: readonly string[]
  readonly outcome: Outcome
  readonly bytes: Uint8Array
}

export interface LedgerQuery {
  readonly environment?: string | undefined
  readonly service?: string | undefined
  readonly issuer?: string | undefined
  readonly number?: string | undefined
  readonly accessKey?: string | undefined
}

/** A change of the ledger, as its file keeps it. */
export type LedgerChange =
  | { readonly change: 'received'; readonly entry: LedgerEntry; readonly bytes: string }
  | { readonly change: 'decided'; readonly sequence: number; readonly outcome: Outcome }
  | { readonly change: 'answered'; readonly sequence: number; readonly answer: 'delivered' | 'cut' }

/**
 * Everything that was received, in order. Entries are only added; of an entry only its outcome and its answer change, each once.
 */
export class Ledger {
  readonly #entries: LedgerEntry[] = []
  readonly #bytes: Uint8Array[] = []
  readonly #arrivals = new Map<string, number>()
  readonly #settlers: (() => void)[] = []
  readonly #observer: (change: LedgerChange) => void

  constructor(observer: (change: LedgerChange) => void = () => undefined) {
    this.#observer = observer
  }

  receive({ bytes, receivedAt, ...facts }: Arrival): LedgerEntry {
    const key = arrivalKeyOf(facts)
    const arrival = (this.#arrivals.get(key) ?? 0) + 1
    const entry: LedgerEntry = {
      ...facts,
      sequence: this.#entries.length + 1,
      receivedAt: receivedAt.toISOString(),
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      arrival,
      answer: 'pending',
    }
    this.#observer({ change: 'received', entry, bytes: Buffer.from(bytes).toString('base64') })
    this.#keep(entry, bytes)
    return entry
  }

  decide(sequence: number, outcome: Outcome): void {
    this.#change(sequence, { outcome })
    this.#observer({ change: 'decided', sequence, outcome })
  }

  answered(sequence: number, answer: 'delivered' | 'cut'): void {
    this.#change(sequence, { answer })
    this.#observer({ change: 'answered', sequence, answer })
  }

  /** Puts back a change that was kept, without telling the observer. Changes come in the order in which they happened. */
  restore(change: LedgerChange): void {
    if (change.change === 'received') this.#keep(change.entry, Buffer.from(change.bytes, 'base64'))
    else if (change.change === 'decided') this.#change(change.sequence, { outcome: change.outcome })
    else this.#change(change.sequence, { answer: change.answer })
  }

  /** The entries that fit, oldest first, with every decision that is due. */
  entries(query: LedgerQuery = {}): readonly LedgerEntry[] {
    for (const settle of this.#settlers) settle()
    return this.#entries.filter((entry) =>
      QUERIED.every((name) => query[name] === undefined || query[name] === entry[name]),
    )
  }

  /** The very bytes that arrived; undefined when there is no such entry. */
  bytesOf(sequence: number): Uint8Array | undefined {
    return this.#bytes[sequence - 1]
  }

  /** Whoever decides late says here how to catch up: decisions are taken when somebody looks. */
  settleWith(settle: () => void): void {
    this.#settlers.push(settle)
  }

  #keep(entry: LedgerEntry, bytes: Uint8Array): void {
    this.#arrivals.set(arrivalKeyOf(entry), entry.arrival)
    this.#entries.push(entry)
    this.#bytes.push(bytes)
  }

  #change(sequence: number, change: Partial<LedgerEntry>): void {
    const entry = this.#entries[sequence - 1]
    if (!entry) throw new RangeError(`the ledger has no entry ${sequence}`)
    this.#entries[sequence - 1] = { ...entry, ...change }
  }
}

const QUERIED = ['environment', 'service', 'issuer', 'number', 'accessKey'] as const

function arrivalKeyOf(facts: Pick<LedgerEntry, 'environment' | 'service' | 'issuer' | 'number' | 'accessKey'>): string {
  return [facts.environment, facts.service, facts.accessKey ?? `${facts.issuer} ${facts.number}`].join(' ')
}
