import { Refusal } from '../domain/refusal.ts'
import type { OpenCircuit } from '../ports/circuits.ts'
import type { Accounts } from '../ports/accounts.ts'
import { afterPause } from '../journey/step.ts'
import type { WorkerParts } from './worker.ts'

// Between probes of an authority that stays down.
const PROBE_PAUSES_MS = [5_000, 10_000, 20_000, 30_000, 60_000, 120_000]
// While one process probes, no other does.
const PROBE_MS = 60_000

/** Asks the authorities behind open circuits whether they are back, and lets their documents flow again. Answers how many closed. */
export async function probeCircuits(
  parts: WorkerParts & { readonly accounts: Pick<Accounts, 'issuer'> },
): Promise<number> {
  const due = await parts.circuits.due(parts.clock.now(), PROBE_MS)
  const closed = await Promise.all(due.map((circuit) => probe(parts, circuit)))
  return closed.filter(Boolean).length
}

async function probe(
  parts: WorkerParts & { readonly accounts: Pick<Accounts, 'issuer'> },
  circuit: OpenCircuit,
): Promise<boolean> {
  const answer = await ping(parts, circuit).catch((error: unknown) => ({
    // Who has no certificate any more cannot ask: the steps that wait must come to the same end by themselves, not wait on.
    up: error instanceof Refusal,
    cause: error instanceof Error ? error.message : 'The probe failed.',
  }))
  if (answer.up) {
    await parts.circuits.close(circuit, parts.clock.now())
    return true
  }
  await parts.circuits.postpone(circuit, answer.cause, afterPause(parts, PROBE_PAUSES_MS, circuit.failures))
  return false
}

async function ping(
  parts: WorkerParts & { readonly accounts: Pick<Accounts, 'issuer'> },
  { tenantId, issuerId }: OpenCircuit,
): Promise<{ up: boolean; cause: string }> {
  const issuer = await parts.accounts.issuer(tenantId, issuerId)
  const jurisdiction = parts.jurisdictions.find((candidate) => candidate.code === issuer?.jurisdiction)
  if (!issuer || !jurisdiction) return { up: true, cause: 'The issuer is gone.' }
  const signer = await parts.signers.of(tenantId, issuerId)
  return jurisdiction.authority.ping(parts.authorities.line({ ...issuer, signer }))
}
