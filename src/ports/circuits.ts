import type { Environment } from '../domain/caller.ts'

/** A lane is one issuer's way to one authority environment; when the authority is down for it, its documents wait. */
export interface Circuits {
  /** Counts a failure; opens the circuit at the threshold. True when this call opened it. */
  failed(failure: LaneFailure): Promise<boolean>
  /** Forgets the failures of a lane that works. */
  succeeded(lane: string): Promise<void>
  /** Open circuits whose probe is due; each is handed to one process only. */
  due(now: Date, probeMs: number): Promise<readonly OpenCircuit[]>
  /** Closes the circuit and makes its waiting documents due, in order of number. */
  close(circuit: OpenCircuit, now: Date): Promise<void>
  /** The probe failed as well: try again later. */
  postpone(circuit: OpenCircuit, cause: string, nextProbeAt: Date): Promise<void>
  /** How many lanes of all tenants are open, for metrics. */
  count(): Promise<number>
  open(tenantId: string): Promise<readonly OpenCircuit[]>
}

export interface LaneFailure {
  readonly lane: string
  readonly tenantId: string
  readonly issuerId: string
  readonly cause: string
  readonly at: Date
  /** Consecutive failures that open the circuit. */
  readonly threshold: number
  readonly nextProbeAt: Date
}

export interface OpenCircuit {
  readonly lane: string
  readonly tenantId: string
  readonly issuerId: string
  readonly cause: string
  readonly failures: number
  readonly openedAt: Date
  readonly nextProbeAt: Date
}

export interface LaneParts {
  readonly jurisdiction: string
  readonly environment: Environment
  readonly authorityEnvironment: string
  readonly issuerId: string
}

/** The name of a lane: `do/sandbox/testecf/<issuer id>`. */
export function laneOf(parts: LaneParts): string {
  return `${parts.jurisdiction}/${parts.environment}/${parts.authorityEnvironment}/${parts.issuerId}`
}
