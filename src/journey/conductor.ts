import type { Caller } from '../domain/caller.ts'
import type { Action, Document } from '../domain/document.ts'
import { type Bilingual, isAcceptable } from '../domain/fault.ts'
import { Refusal } from '../domain/refusal.ts'
import { laneOf } from '../ports/circuits.ts'
import { earlierOf, receive, type Received } from './1-receive.ts'
import { validate } from './2-validate.ts'
import { sign } from './4-sign.ts'
import { actionsOf, isSettled, type Journey, type JourneyParts, type Outcome, type Trial } from './journey.ts'

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
  return replayOf(parts, received, accepted.by)
}

/** Another request with the same identity was faster: its document is the answer to this one too. */
async function replayOf(
  parts: JourneyParts,
  received: Received,
  takenBy: 'idempotency-key' | 'external-id' | 'number',
): Promise<Outcome> {
  const earlier = await earlierOf(parts, received.identity, received.requestHash)
  if (earlier) return { kind: 'replayed', document: earlier.document }
  throw takenBy === 'number'
    ? new Refusal('duplicate-number', numberTaken(received.draft.number ?? ''), 'number')
    : new Refusal('unavailable', NOT_ENDED)
}

async function tryOut(parts: JourneyParts, caller: Caller, body: unknown): Promise<Trial> {
  const received = await receive(parts, { ...caller, door: 'try-out' }, withoutIdentity(body), undefined)
  if (received.kind === 'faults') return { faults: received.faults, totals: undefined, xml: undefined }
  if (received.kind === 'earlier') throw new Error('a trial has no identity')

  const { issuer, jurisdiction, draft } = received
  const { faults, document } = await validate(parts, issuer, jurisdiction, draft)
  if (!document || !isAcceptable(faults)) return { faults, totals: undefined, xml: undefined }
  const placeholder = jurisdiction.numbering.format(document.series, 0n)
  const numbered = { number: document.number ?? placeholder, expiresOn: undefined }
  return { faults, totals: document.totals, xml: jurisdiction.preview(document, numbered, parts.clock.now()) }
}

function withoutIdentity(body: unknown): unknown {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'externalId'))
}

async function retry(parts: JourneyParts, caller: Caller, id: string): Promise<Document> {
  const document = await existing(parts, caller, id)
  if (!actionsOf(document).includes('retry')) throw notAllowed(document, 'retry')
  return parts.work.takeUp(document, caller.actor, parts.clock.now())
}

async function correct(parts: JourneyParts, caller: Caller, id: string, body: unknown): Promise<Outcome> {
  const document = await existing(parts, caller, id)
  if (!actionsOf(document).includes('correct')) throw notAllowed(document, 'correct')
  // The correction belongs to the document it corrects: it claims no identity of its own, and its issuer and number stay.
  const received = await receive(parts, { ...caller, door: 'correction' }, withoutIdentity(body), undefined)
  if (received.kind === 'faults') return received
  if (received.kind === 'earlier') throw new Error('a correction has no identity')

  const { issuer, jurisdiction, draft } = received
  if (issuer.id !== document.issuerId) throw keeps('issuer', document.issuerTaxId)
  if (draft.number !== undefined && draft.number !== document.number) {
    throw keeps('number', document.number)
  }
  const { faults, document: prepared } = await validate(parts, issuer, jurisdiction, draft, document.number)
  if (!prepared || !isAcceptable(faults)) return { kind: 'faults', faults }
  if (prepared.type !== document.type) throw keeps('type', document.type)

  const signer = await parts.signers.of(issuer.tenantId, issuer.id)
  const now = parts.clock.now()
  const numbered = { number: document.number, expiresOn: await parts.documents.expiryOf(document) }
  const corrected = await parts.documents.correct({
    document,
    requestHash: received.requestHash,
    actor: caller.actor,
    lane: laneOf({ ...issuer, issuerId: issuer.id }),
    draft,
    prepared,
    signed: await jurisdiction.sign(prepared, numbered, signer, now),
    now,
  })
  return { kind: 'created', document: corrected }
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

async function existing(parts: JourneyParts, caller: Caller, id: string): Promise<Document> {
  const document = await parts.documents.get(caller.tenantId, caller.environment, id)
  if (!document) throw new Refusal('not-found', NO_DOCUMENT)
  return document
}

const NO_DOCUMENT: Bilingual = { es: 'No hay un documento con este id.', en: 'There is no document with this id.' }
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

function keeps(path: string, value: string): Refusal {
  const detail = { es: `Una corrección conserva ${path}: ${value}.`, en: `A correction keeps ${path}: ${value}.` }
  return new Refusal('state-conflict', detail, path)
}

function notAllowed(document: Document, action: Action): Refusal {
  const { state, number } = document
  return new Refusal('state-conflict', {
    es: `El documento ${number} está ${state} y no admite la acción ${action}.`,
    en: `The document ${number} is ${state} and does not allow the action ${action}.`,
  })
}
