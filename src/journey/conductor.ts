import type { Caller } from '../domain/caller.ts'
import type { Document } from '../domain/document.ts'
import { type Bilingual, isAcceptable } from '../domain/fault.ts'
import { Refusal } from '../domain/refusal.ts'
import type { PreparedDocument } from '../jurisdictions/jurisdiction.ts'
import { earlierOf, receive, type Received } from './1-receive.ts'
import { validate } from './2-validate.ts'
import { sign } from './4-sign.ts'
import { correct } from './correction.ts'
import { allowing, existing } from './existing.ts'
import { isSettled, type Journey, type JourneyParts, type Outcome } from './journey.ts'
import { tryOut } from './trial.ts'

// While a client waits: short pauses first, because most verdicts come within a second.
const WAITING_PAUSES_MS = [50, 100, 150, 250, 400, 700, 1000]

/** The journey over these parts. It holds no state of its own: any number may run beside each other. */
export function conduct(parts: JourneyParts): Journey {
  return {
    begin: (caller, body, idempotencyKey) => begin(parts, caller, body, idempotencyKey),
    tryOut: (caller, body) => tryOut(parts, caller, body),
    retry: (caller, id) => retry(parts, caller, id),
    correct: (caller, id, body) => correct(parts, caller, id, body),
    settled: (caller, id, timeoutMs) => settled(parts, caller, id, timeoutMs),
  }
}

async function begin(
  parts: JourneyParts,
  caller: Caller,
  body: unknown,
  idempotencyKey: string | undefined,
): Promise<Outcome> {
  const received = await receive(parts, caller, body, idempotencyKey)
  if (received.kind === 'faults') return received
  if (received.kind === 'earlier') return { kind: 'replayed', document: received.earlier.document }

  const { faults, document: prepared } = await validate(parts, received.issuer, received.jurisdiction, received.draft)
  if (!prepared || !isAcceptable(faults)) return { kind: 'faults', faults }

  const accepted = await sign(parts, caller, received, prepared)
  if (accepted.kind === 'stored') return { kind: 'created', document: accepted.document }
  return replayOf(parts, received, prepared, accepted.by)
}

/** Another request with the same identity was faster: its document is the answer to this one too. */
async function replayOf(
  parts: JourneyParts,
  received: Received,
  prepared: PreparedDocument,
  takenBy: 'idempotency-key' | 'external-id' | 'number',
): Promise<Outcome> {
  const earlier = await earlierOf(parts, received.identity, received.requestHash)
  if (earlier) return { kind: 'replayed', document: earlier.document }
  throw takenBy === 'number'
    ? new Refusal('duplicate-number', numberTaken(prepared.number ?? ''), 'number')
    : new Refusal('unavailable', NOT_ENDED)
}

async function retry(parts: JourneyParts, caller: Caller, id: string): Promise<Document> {
  const document = await allowing(parts, caller, id, 'retry')
  return parts.work.takeUp(document, caller.actor, parts.clock.now())
}

async function settled(parts: JourneyParts, caller: Caller, id: string, timeoutMs: number): Promise<Document> {
  const deadline = parts.clock.now().getTime() + timeoutMs
  for (let look = 0; ; look += 1) {
    const document = await existing(parts, caller, id)
    const left = deadline - parts.clock.now().getTime()
    if (isSettled(document.state) || left <= 0) return document
    await parts.clock.pause(Math.min(left, WAITING_PAUSES_MS[look] ?? 1000))
  }
}

const NOT_ENDED: Bilingual = {
  es: 'La primera solicitud con esta identidad aún no termina; intente de nuevo.',
  en: 'The first request with this identity has not ended yet; try again.',
}

function numberTaken(number: string): Bilingual {
  return {
    es: `El número ${number} ya es de otro documento.`,
    en: `The number ${number} is taken by another document.`,
  }
}
