import type { Document } from '../domain/document.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { Decision } from '../jurisdictions/authority-protocol.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Chance } from '../ports/chance.ts'
import type { Clock } from '../ports/clock.ts'
import type { Settlement, WorkItem } from '../ports/work.ts'

/** What a step of the worker runs on. */
export interface StepParts {
  readonly jurisdiction: Jurisdiction
  readonly clock: Clock
  readonly chance: Chance
}

/** How a step ended: what to record, and whether the authority behaved. */
export type StepResult = {
  readonly settlement: Settlement
} & ({ readonly lane: 'worked' | 'untouched' } | { readonly lane: 'failed'; readonly cause: string })

/** The authority's last word. */
export function verdictReached(at: Date, { verdict, answer }: Decision): StepResult {
  const codes = verdict.messages.map((message) => message.code)
  return {
    lane: 'worked',
    settlement: {
      at,
      state: verdict.outcome,
      condition: undefined,
      reason: undefined,
      verdict,
      answer,
      event: { kind: verdict.outcome, detail: { codes, numberSurvives: verdict.numberSurvives } },
      next: undefined,
    },
  }
}

/** A step that cannot go on without a person. `condition` is `unclear` when the authority may have the document all the same. */
export function failure(
  at: Date,
  kind: string,
  reason: string,
  detail: Readonly<Record<string, unknown>>,
  condition?: 'unclear',
): StepResult {
  return {
    lane: 'untouched',
    settlement: {
      at,
      state: 'failed',
      condition,
      reason,
      event: { kind, detail: { reason, ...detail } },
      next: undefined,
    },
  }
}

// Another process may have the key at any moment; one without it must not fill the queue with its tries.
const UNSEAL_PAUSES_MS = [30_000, 60_000, 120_000, 300_000]

/**
 * A step whose signing key this process cannot open. Nothing is wrong with the document: whoever has the master key takes the step,
 * and an operator who reads the timeline knows what is missing.
 */
export function untilUnsealed(
  parts: StepParts,
  { step, tries, interrupted }: WorkItem,
  { state, condition, reason: before }: Document,
  { message: reason, code, detail: words }: Refusal,
): StepResult {
  const mayHaveBeenSent = interrupted && step === 'submit'
  const detail = { cause: reason, code, ...(words && { words }) }
  return {
    lane: 'untouched',
    settlement: {
      at: parts.clock.now(),
      state,
      condition: mayHaveBeenSent ? 'unclear' : condition,
      reason,
      event: before === reason ? undefined : { kind: 'key-missing', detail },
      next: {
        step: mayHaveBeenSent ? 'look' : step,
        runAt: afterPause(parts, UNSEAL_PAUSES_MS, tries),
        tries: tries + 1,
      },
    },
  }
}

/** The time after the `tries`-th pause of the list (the last one repeats), stretched by up to a fifth so that retries spread. */
export function afterPause(
  parts: Pick<StepParts, 'clock' | 'chance'>,
  pausesMs: readonly number[],
  tries: number,
): Date {
  const pauseMs = pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 60_000
  return new Date(parts.clock.now().getTime() + pauseMs * (1 + parts.chance.fraction() / 5))
}
