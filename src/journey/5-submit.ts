import type { AuthorityLine, Sighting, Submission } from '../jurisdictions/authority-protocol.ts'
import type { LoadedWork, Settlement, WorkItem } from '../ports/work.ts'
import { afterPause, failure, type StepParts, type StepResult, verdictReached } from './step.ts'

// A submission that certainly did not arrive is tried again soon, then ever more patiently.
const RESEND_PAUSES_MS = [2_000, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000]
// After an unclear answer the authority is asked. The first question waits a moment: what was sent may still be on its way.
const LOOK_PAUSES_MS = [2_000, 3_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000]
const WAIT_FOR_ORIGINAL_MS = [1_000, 2_000, 5_000, 15_000, 30_000, 60_000]

/**
 * Fifth step: send the exact bytes and keep the authority's receipt. When an earlier try may have arrived, the authority is
 * asked first, and only what it has never seen is sent again.
 */
export async function submit(
  parts: StepParts,
  item: WorkItem,
  loaded: LoadedWork,
  line: AuthorityLine,
): Promise<StepResult> {
  if (item.interrupted) return look(parts, item, loaded, line)
  const waiting = waitForOriginal(parts, item, loaded)
  if (waiting) return { settlement: waiting, lane: 'untouched' }
  return submitted(parts, item, await parts.jurisdiction.authority.submit(loaded.outbound, line))
}

/** Asks the authority whether it has the document, after an answer that left it open. */
export async function look(
  parts: StepParts,
  item: WorkItem,
  loaded: LoadedWork,
  line: AuthorityLine,
): Promise<StepResult> {
  return sighted(parts, item, loaded, await parts.jurisdiction.authority.look(loaded.outbound, line))
}

function submitted(parts: StepParts, item: WorkItem, submission: Submission): StepResult {
  const at = parts.clock.now()
  switch (submission.kind) {
    case 'receipt':
      return receiptKept(parts, submission.receipt, 'sent')
    case 'verdict':
      return verdictReached(at, submission)
    case 'refused':
      return failure(at, 'refused', submission.messages.map((message) => message.text).join(' '), {
        messages: submission.messages,
      })
    case 'unclear':
      return {
        lane: 'failed',
        cause: submission.cause,
        settlement: {
          at,
          state: 'signed',
          condition: 'unclear',
          reason: submission.cause,
          event: { kind: 'sent-unclear', detail: { cause: submission.cause } },
          next: { step: 'look', runAt: afterPause(parts, LOOK_PAUSES_MS, 0), tries: 0 },
        },
      }
    case 'unavailable':
      return {
        lane: 'failed',
        cause: submission.cause,
        settlement: {
          at,
          state: 'signed',
          condition: 'authority-down',
          reason: submission.cause,
          event: item.tries === 0 ? { kind: 'not-sent', detail: { cause: submission.cause } } : undefined,
          next: { step: 'submit', runAt: afterPause(parts, RESEND_PAUSES_MS, item.tries), tries: item.tries + 1 },
        },
      }
  }
}

function sighted(parts: StepParts, item: WorkItem, loaded: LoadedWork, sighting: Sighting): StepResult {
  const at = parts.clock.now()
  switch (sighting.kind) {
    case 'receipt':
      return receiptKept(parts, sighting.receipt, 'found')
    case 'verdict':
      return verdictReached(at, sighting)
    case 'unseen':
      return {
        lane: 'worked',
        settlement: {
          at,
          state: 'signed',
          condition: undefined,
          reason: undefined,
          receipt: undefined,
          event: { kind: 'not-found', detail: {} },
          next: { step: 'submit', runAt: at, tries: 0 },
        },
      }
    case 'unknown':
      return {
        lane: 'failed',
        cause: sighting.cause,
        settlement: {
          at,
          state: loaded.document.state,
          condition: 'unclear',
          reason: sighting.cause,
          event: undefined,
          next: { step: 'look', runAt: afterPause(parts, LOOK_PAUSES_MS, item.tries + 1), tries: item.tries + 1 },
        },
      }
  }
}

function receiptKept(
  parts: StepParts,
  receipt: { id: string; receivedAt: string },
  kind: 'sent' | 'found',
): StepResult {
  return {
    lane: 'worked',
    settlement: {
      at: parts.clock.now(),
      state: 'sent',
      condition: undefined,
      reason: undefined,
      receipt,
      event: { kind, detail: { receipt: receipt.id } },
      next: { step: 'track', runAt: afterPause(parts, parts.jurisdiction.authority.trackingPausesMs, 0), tries: 0 },
    },
  }
}

/** A note is sent when its original has its verdict: before that the authority refuses it. */
function waitForOriginal(parts: StepParts, item: WorkItem, loaded: LoadedWork): Settlement | undefined {
  const { original } = loaded
  if (!original || original.state === 'approved' || original.state === 'conditional') return undefined
  const at = parts.clock.now()
  if (original.state === 'signed' || original.state === 'sent') {
    return {
      at,
      state: 'signed',
      condition: 'waiting-for-original',
      reason: `Waiting for the verdict on ${original.number}.`,
      event: item.tries === 0 ? { kind: 'waiting-for-original', detail: { original: original.number } } : undefined,
      next: { step: 'submit', runAt: afterPause(parts, WAIT_FOR_ORIGINAL_MS, item.tries), tries: item.tries + 1 },
    }
  }
  const why = `The original ${original.number} is ${original.state}: the authority would refuse a note on it.`
  return failure(at, 'original-not-accepted', why, { original: original.number }).settlement
}
