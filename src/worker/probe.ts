import { Refusal } from '../domain/refusal.ts'
import type { OpenCircuit } from '../ports/circuits.ts'
import type { Accounts } from '../ports/accounts.ts'
import { afterPause } from '../journey/step.ts'
import type { WorkerParts } from './worker.ts'

// Between probes of an authority that stays down.
const PROBE_PAUSES_MS = [5_000, 10_000, 20_000, 30_000, 60_000, 120_000]
// While one process probes, no other does.
const PROBE_MS = 60_000

// What is still asking when a process ends may take that long.
const LAST_PROBES_MS = 10_000

export interface ProberParts extends WorkerParts {
  readonly accounts: Pick<Accounts, 'issuer'>
  readonly onError: (error: unknown) => void
}

/**
 * Asks the authorities behind open circuits whether they are back, and lets their documents flow again. Each lane is asked by
 * itself: one whose authority never answers holds up no other.
 */
export class Prober {
  readonly #parts: ProberParts
  readonly #running = new Map<string, Promise<void>>()
  #isStopped = false

  constructor(parts: ProberParts) {
    this.#parts = parts
  }

  /** Begins the probes that are due, and waits for none of them. */
  async start(): Promise<void> {
    const { circuits, clock, onError } = this.#parts
    for (const circuit of await circuits.due(clock.now(), PROBE_MS)) {
      const { lane } = circuit
      // One may take longer than the lane is ours: it is not asked twice at a time.
      if (this.#isStopped || this.#running.has(lane)) continue
      this.#running.set(
        lane,
        probe(this.#parts, circuit)
          .catch(onError)
          .finally(() => this.#running.delete(lane)),
      )
    }
  }

  /** Resolves when no probe is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values())
  }

  /** Lets the probes under way end, up to a point: a lane whose probe never ends is due again for whoever comes next. */
  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#running.size > 0) await Promise.race([this.idle(), this.#parts.clock.pause(LAST_PROBES_MS)])
  }
}

async function probe(parts: ProberParts, circuit: OpenCircuit): Promise<void> {
  const answer = await ping(parts, circuit).catch((error: unknown) => ({
    // Who has no certificate any more cannot ask: the steps that wait must come to the same end by themselves, not wait on.
    up: error instanceof Refusal,
    cause: error instanceof Error ? error.message : 'The probe failed.',
  }))
  if (answer.up) {
    await parts.circuits.close(circuit, parts.clock.now())
    return
  }
  await parts.circuits.postpone(circuit, answer.cause, afterPause(parts, PROBE_PAUSES_MS, circuit.failures))
}

async function ping(parts: ProberParts, { tenantId, issuerId }: OpenCircuit): Promise<{ up: boolean; cause: string }> {
  const issuer = await parts.accounts.issuer(tenantId, issuerId)
  const jurisdiction = parts.jurisdictions.find((candidate) => candidate.code === issuer?.jurisdiction)
  if (!issuer || !jurisdiction) return { up: true, cause: 'The issuer is gone.' }
  const signer = await parts.signers.of(tenantId, issuerId)
  return jurisdiction.authority.ping(parts.authorities.line({ ...issuer, signer }))
}
