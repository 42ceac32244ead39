import type { Document, DocumentState } from '../domain/document.ts'
import { Outage } from '../domain/outage.ts'
import { look, submit } from '../journey/5-submit.ts'
import { track } from '../journey/6-track.ts'
import { failure, type StepResult, untilUnsealed } from '../journey/step.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Authorities } from '../ports/authority.ts'
import type { Chance } from '../ports/chance.ts'
import type { Circuits } from '../ports/circuits.ts'
import type { Clock } from '../ports/clock.ts'
import type { Signers } from '../ports/signers.ts'
import type { LoadedWork, WorkItem, WorkQueue } from '../ports/work.ts'
import { Lease, LEASE_MS } from './lease.ts'

/** What the worker runs on. */
export interface WorkerParts {
  readonly jurisdictions: readonly Jurisdiction[]
  readonly work: WorkQueue
  readonly circuits: Circuits
  readonly signers: Signers
  readonly authorities: Authorities
  readonly clock: Clock
  readonly chance: Chance
  /** Told of every step's end, for logs and metrics. */
  readonly observe: (observation: StepObservation) => void
}

export interface StepObservation {
  readonly item: WorkItem
  readonly outcome: 'settled' | 'overtaken' | 'broken'
  /** The step's document as it was before, and the state it went to; absent when the step broke. */
  readonly document?: Document
  readonly state?: DocumentState
  readonly error?: unknown
}

// Consecutive failures on one lane that open its circuit, and when the first probe follows.
const FAILURES_TO_OPEN = 3
const FIRST_PROBE_MS = 5_000

interface Running {
  readonly step: Promise<void>
  readonly lease: Lease
}

/** Takes the next step of waiting documents. Any number of workers, in any number of processes, may run beside each other. */
export class Worker {
  readonly #parts: WorkerParts
  readonly #running = new Map<WorkItem, Running>()

  constructor(parts: WorkerParts) {
    this.#parts = parts
  }

  /** Steps under way. */
  get running(): number {
    return this.#running.size
  }

  /** Claims up to `limit` due steps and starts them. Answers how many. */
  async start(limit: number): Promise<number> {
    const claimedAt = this.#parts.clock.now()
    const items = await this.#parts.work.claim(claimedAt, limit, LEASE_MS)
    for (const item of items) {
      const lease = new Lease(this.#parts.clock, claimedAt)
      const step = this.#take(item, lease).finally(() => this.#running.delete(item))
      this.#running.set(item, { step, lease })
    }
    return items.length
  }

  /** Takes every step that is due now, and those that become due by them, until none is left. Answers how many. */
  async drain(): Promise<number> {
    let taken = 0
    for (;;) {
      const started = await this.start(64)
      taken += started
      await this.idle()
      if (started === 0) return taken
    }
  }

  /** Resolves when no step is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values().map(({ step }) => step))
  }

  /** Resolves as soon as one of the steps under way ends. */
  async oneDone(): Promise<void> {
    await Promise.race(this.#running.values().map(({ step }) => step))
  }

  /** Keeps the leases of the steps under way; those that others have taken over send nothing from here on. */
  async heartbeat(): Promise<void> {
    const items = [...this.#running.keys()]
    if (items.length === 0) return
    const at = this.#parts.clock.now()
    const lost = new Set(await this.#parts.work.heartbeat(items, at, LEASE_MS))
    for (const item of items) {
      const lease = this.#running.get(item)?.lease
      if (lost.has(item)) lease?.lose()
      else lease?.renew(at)
    }
  }

  async #take(item: WorkItem, lease: Lease): Promise<void> {
    try {
      const loaded = await this.#parts.work.load(item)
      if (!loaded) throw new Error(`the document ${item.documentId} of a step of work is gone`)
      const result = await this.#step(item, loaded, lease)
      const isOurs = await this.#parts.work.settle(item, loaded.document, result.settlement)
      await this.#tellLane(item, loaded, result)
      this.#parts.observe({
        item,
        outcome: isOurs ? 'settled' : 'overtaken',
        document: loaded.document,
        state: result.settlement.state,
      })
    } catch (error) {
      // The lease runs out and the step is taken again; a submission that had begun is looked up first.
      this.#parts.observe({ item, outcome: 'broken', error })
    }
  }

  async #step(item: WorkItem, loaded: LoadedWork, lease: Lease): Promise<StepResult> {
    const { document, authorityEnvironment } = loaded
    const jurisdiction = this.#parts.jurisdictions.find((candidate) => candidate.code === document.jurisdiction)
    if (!jurisdiction) throw new Error(`no jurisdiction ${document.jurisdiction}`)
    const parts = { jurisdiction, clock: this.#parts.clock, chance: this.#parts.chance }
    try {
      const line = this.#parts.authorities.line({
        jurisdiction: document.jurisdiction,
        environment: document.environment,
        authorityEnvironment,
        signer: await this.#parts.signers.of(document.tenantId, document.issuerId),
      })
      const take = { submit, look, track }[item.step]
      return await take(parts, item, loaded, lease.guard(line))
    } catch (error) {
      // Without a certificate nobody can talk to the authority for this issuer: a person must act. An outage passes.
      if (!(error instanceof Refusal) || error instanceof Outage) throw error
      if (error.code === 'cannot-unseal') return untilUnsealed(parts, item, document, error)
      const condition = mayHaveArrived(item, document) ? 'unclear' : undefined
      const { code, message, detail: words } = error
      return failure(parts.clock.now(), 'cannot-send', message, { code, ...(words && { words }) }, condition)
    }
  }

  async #tellLane(item: WorkItem, { document }: LoadedWork, result: StepResult): Promise<void> {
    const { circuits, clock } = this.#parts
    if (result.lane === 'worked') await circuits.succeeded(item.lane)
    if (result.lane !== 'failed') return
    const at = clock.now()
    await circuits.failed({
      lane: item.lane,
      tenantId: item.tenantId,
      issuerId: document.issuerId,
      cause: result.cause,
      at,
      threshold: FAILURES_TO_OPEN,
      nextProbeAt: new Date(at.getTime() + FIRST_PROBE_MS),
    })
  }
}

/** True when an earlier step sent the document, or may have: its number must not be signed over. */
function mayHaveArrived({ interrupted }: WorkItem, { state, condition }: Document): boolean {
  return interrupted || state === 'sent' || condition === 'unclear'
}
