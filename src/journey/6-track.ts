import type { AuthorityLine } from '../jurisdictions/authority-protocol.ts'
import type { LoadedWork, WorkItem } from '../ports/work.ts'
import { afterPause, failure, type StepParts, type StepResult, verdictReached } from './step.ts'

/**
 * Sixth step: ask for the verdict, with growing pauses and without end. A receipt that leads nowhere sends the worker back
 * to asking by number.
 */
export async function track(
  parts: StepParts,
  item: WorkItem,
  loaded: LoadedWork,
  line: AuthorityLine,
): Promise<StepResult> {
  const { receipt } = loaded.document
  if (!receipt) return lookNext(parts, 'The receipt is missing.')

  const progress = await parts.jurisdiction.authority.track(loaded.outbound, receipt, line)
  switch (progress.kind) {
    case 'verdict':
      return verdictReached(parts.clock.now(), progress)
    case 'lost':
      return lookNext(parts, `The authority knows no ${receipt.id}.`)
    case 'processing':
      return { lane: 'worked', settlement: waiting(parts, item, undefined) }
    case 'unknown':
      return { lane: 'failed', cause: progress.cause, settlement: waiting(parts, item, progress.cause) }
    case 'undecidable':
      return failure(parts.clock.now(), 'undecidable', progress.cause, {}, 'unclear')
  }
}

function waiting(parts: StepParts, item: WorkItem, cause: string | undefined): StepResult['settlement'] {
  const tries = item.tries + 1
  return {
    at: parts.clock.now(),
    state: 'sent',
    condition: cause === undefined ? undefined : 'authority-down',
    reason: cause,
    event: undefined,
    next: { step: 'track', runAt: afterPause(parts, parts.jurisdiction.authority.trackingPausesMs, tries), tries },
  }
}

function lookNext(parts: StepParts, cause: string): StepResult {
  const at = parts.clock.now()
  return {
    lane: 'worked',
    settlement: {
      at,
      state: 'sent',
      condition: 'unclear',
      reason: cause,
      event: { kind: 'receipt-lost', detail: { cause } },
      next: { step: 'look', runAt: at, tries: 0 },
    },
  }
}
