import type { Caller } from '../domain/caller.ts'
import type { Document } from '../domain/document.ts'
import { type Bilingual, isAcceptable } from '../domain/fault.ts'
import { Refusal } from '../domain/refusal.ts'
import type { PreparedDocument } from '../jurisdictions/jurisdiction.ts'
import { type IncomingRequest, receive, type Received } from './1-receive.ts'
import { validate } from './2-validate.ts'
import { sign } from './4-sign.ts'
import { correct } from './correction.ts'
import { earlierMade, earlierOf } from './earlier-request.ts'
import { allowing, existing } from './existing.ts'
import { isAnswered, isSettled, type Journey, type JourneyParts, type Outcome } from './journey.ts'
import { type Rechecking, recheckingIn } from './rechecking.ts'
import { rehearse } from './rehearsal.ts'
import { tryOut } from './trial.ts'
import { wayOnOf } from './way-on.ts'

// While a client waits: short pauses first, because most verdicts come within a second.
const WAITING_PAUSES_MS = [50, 100, 150, 250, 400, 700, 1000]

/** The journey over these parts. It holds nothing that another needs to know: any number may run beside each other. */
export function conduct(parts: JourneyParts): Journey {
  const rechecking = recheckingIn()
  return {
    begin: (caller, body, idempotencyKey, original, numbers = 'own') =>
      begin(parts, rechecking, caller, { body, idempotencyKey, original, numbers }),
    earlier: (caller, identity, original) => earlierMade(parts, caller, identity, original),
    tryOut: (caller, body) => tryOut(parts, caller, body),
    rehearse: (caller, body) => rehearse(parts, caller, body),
    retry: (caller, id) => retry(parts, caller, id),
    correct: (caller, id, body) => correct(parts, rechecking, caller, id, body),
    settled: (caller, id, timeoutMs) => watched(parts, caller, id, timeoutMs, ({ state }) => isSettled(state)),
    answered: (caller, id, timeoutMs) => watched(parts, caller, id, timeoutMs, isAnswered),
  }
}

async function begin(
  parts: JourneyParts,
  rechecking: Rechecking,
  caller: Caller,
  request: IncomingRequest,
): Promise<Outcome> {
  const received = await receive(parts, caller, request)
  if (received.kind === 'faults') return received
  const made = await rechecking(received, () => make(parts, caller, received)).catch(asRefusal)
  if (!(made instanceof Refusal) && made.kind === 'created') return made

  // What was served once is served again, though the range has ended since or the certificate is gone.
  const replayed = await replayOf(parts, received)
  if (replayed) return replayed
  if (made instanceof Refusal) throw made
  return made
}

/** Undefined when what the draft refers to changed between checking and storing it. */
async function make(parts: JourneyParts, caller: Caller, received: Received): Promise<Outcome | undefined> {
  const {
    faults,
    document: prepared,
    seen,
  } = await validate(parts, received.issuer, received.jurisdiction, received.draft)
  if (!prepared || !isAcceptable(faults)) return { kind: 'faults', faults }
  const accepted = await sign(parts, caller, received, prepared, seen)
  if (accepted.kind === 'outdated') return undefined
  if (accepted.kind === 'stored') return { kind: 'created', document: accepted.document }
  throw accepted.by === 'number'
    ? new Refusal('duplicate-number', await numberTaken(parts, received, prepared), 'number')
    : new Refusal('unavailable', NOT_ENDED)
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}

/**
 * What an earlier request with the same identity made. It is asked for only when this request cannot make anything: nearly
 * every request is new, and the store knows the others before it gives them a number.
 *
 * @throws Refusal idempotency-conflict, duplicate-external-id when that was another request
 */
async function replayOf(parts: JourneyParts, received: Received): Promise<Outcome | undefined> {
  const earlier = await earlierOf(parts, received.identity, received.requestHash)
  return earlier && { kind: 'replayed', document: earlier.document }
}

async function retry(parts: JourneyParts, caller: Caller, id: string): Promise<Document> {
  const document = await allowing(parts, caller, id, 'retry')
  return parts.work.takeUp(document, caller.actor, parts.clock.now())
}

/** The document once it is as awaited, or as it stands when the time is over. */
async function watched(
  parts: JourneyParts,
  caller: Caller,
  id: string,
  timeoutMs: number,
  isAwaited: (document: Document) => boolean,
): Promise<Document> {
  const deadline = parts.clock.now().getTime() + timeoutMs
  for (let look = 0; ; look += 1) {
    const document = await existing(parts, caller, id)
    const left = deadline - parts.clock.now().getTime()
    if (isAwaited(document) || left <= 0 || parts.stopping?.aborted) return document
    await parts.clock.pause(Math.min(left, WAITING_PAUSES_MS[look] ?? 1000))
  }
}

const NOT_ENDED: Bilingual = {
  es: 'La primera solicitud con esta identidad aún no termina; intente de nuevo.',
  en: 'The first request with this identity has not ended yet; try again.',
}

/** The number may be that of a rejected document, which keeps it: then what to do is told of that one. */
async function numberTaken(
  { documents }: JourneyParts,
  { issuer: { tenantId, environment, profile } }: Received,
  { type, number = '' }: PreparedDocument,
): Promise<Bilingual> {
  const query = { tenantId, environment, issuerTaxId: profile.taxId, type, number, limit: 1 }
  const [holder] = await documents.list(query)
  const wayOn = holder && wayOnOf(holder)
  const [es, en] = [
    `El número ${number} ya es de otro documento.`,
    `The number ${number} is taken by another document.`,
  ]
  return wayOn ? { es: `${es} ${wayOn.es}`, en: `${en} ${wayOn.en}` } : { es, en }
}
