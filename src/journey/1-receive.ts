import { hash } from 'node:crypto'
import { Type, type TObject } from 'typebox'
import { Compile } from 'typebox/compile'
import { Settings } from 'typebox/system'
import type { Caller } from '../domain/caller.ts'
import type { Document } from '../domain/document.ts'
import { Amount, Draft, Line } from '../domain/draft.ts'
import type { Fault } from '../domain/fault.ts'
import { Refusal } from '../domain/refusal.ts'
import type { DocumentType, Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../ports/accounts.ts'
import type { Earlier, RequestIdentity } from '../ports/documents.ts'
import type { GivenIdentity, GivenNumbers, JourneyParts } from './journey.ts'
import { plainFaults, plainValue } from './plain-json.ts'
import { shapeFaults } from './shape-fault.ts'

/** A draft of the right shape, and whose it is. */
export interface ReceivedDraft {
  readonly kind: 'received'
  readonly issuer: Issuer
  readonly jurisdiction: Jurisdiction
  readonly draft: Draft
  /** SHA-256 of the request in canonical JSON. */
  readonly requestHash: Uint8Array
}

/** A draft that came as a request with an identity of its own. */
export interface Received extends ReceivedDraft {
  readonly identity: RequestIdentity
  readonly numbers: GivenNumbers
}

/** A request to issue: the draft, and what tells it from others. */
export interface IncomingRequest {
  readonly body: unknown
  readonly idempotencyKey: string | undefined
  /** What the client sent, where that was not the draft itself. */
  readonly original: unknown
  readonly numbers: GivenNumbers
}

type Faulty = { readonly kind: 'faults'; readonly faults: readonly Fault[] }

export type Reception = Received | Faulty

/**
 * First step: shape and identity. Nothing in it costs the client a number.
 *
 * @throws Refusal no-issuer
 */
export async function receive(
  parts: JourneyParts,
  caller: Caller,
  { body, idempotencyKey, original, numbers }: IncomingRequest,
): Promise<Reception> {
  const received = await receiveDraft(parts, caller, body)
  if (received.kind === 'faults') return received
  const { tenantId, environment, door } = caller
  return {
    ...received,
    ...(original === undefined ? {} : { requestHash: hashOf(plainValue(original)) }),
    identity: { tenantId, environment, door, idempotencyKey, externalId: received.draft.externalId },
    numbers,
  }
}

/** The shape of a draft, and its issuer; it claims no identity. @throws Refusal no-issuer */
export async function receiveDraft(
  parts: JourneyParts,
  caller: Caller,
  body: unknown,
): Promise<ReceivedDraft | Faulty> {
  const faults = plainFaults(body)
  if (faults.length > 0) return { kind: 'faults', faults }
  const plain = plainValue(body)

  const issuer = await issuerFor(parts, caller, plain)
  const jurisdiction = jurisdictionOf(parts, issuer)
  const shape = shapeOf(jurisdiction, linesOf(jurisdiction, plain))
  if (!shape.Check(plain)) return { kind: 'faults', faults: shapeFaults(shape.Errors(plain)) }
  const draft = ('lines' in (plain as object) ? plain : { ...(plain as object), lines: [] }) as Draft
  return { kind: 'received', issuer, jurisdiction, draft, requestHash: hashOf(plain) }
}

/** What an earlier request with the same identity made. @throws Refusal when that was another request. */
export async function earlierOf(
  parts: JourneyParts,
  identity: RequestIdentity,
  requestHash: Uint8Array,
): Promise<Earlier | undefined> {
  if (identity.idempotencyKey === undefined && identity.externalId === undefined) return undefined
  const earlier = await parts.documents.earlier(identity)
  if (!earlier || Buffer.compare(earlier.requestHash, requestHash) === 0) return earlier
  throw earlier.matched === 'idempotency-key'
    ? new Refusal('idempotency-conflict', {
        es: 'Esta clave de idempotencia se usó con otro cuerpo.',
        en: 'This idempotency key was used with another request body.',
      })
    : new Refusal(
        'duplicate-external-id',
        {
          es: `externalId pertenece al documento ${earlier.document.id}, hecho con otro cuerpo.`,
          en: `externalId is taken by document ${earlier.document.id}, made from another body.`,
        },
        'externalId',
      )
}

/** The document that an earlier request with the identity given made. @throws Refusal when that was another request. */
export async function earlierMade(
  parts: JourneyParts,
  { tenantId, environment, door }: Caller,
  { idempotencyKey, externalId }: GivenIdentity,
  original: unknown,
): Promise<Document | undefined> {
  const identity = { tenantId, environment, door, idempotencyKey, externalId }
  // What could not be kept exactly was never served: an earlier request with this identity was another one.
  const requestHash = plainFaults(original).length > 0 ? NEVER_SERVED : hashOf(plainValue(original))
  return (await earlierOf(parts, identity, requestHash))?.document
}

const NEVER_SERVED = new Uint8Array()

async function issuerFor(parts: JourneyParts, caller: Caller, body: unknown): Promise<Issuer> {
  const named = (body as { issuer?: unknown } | null)?.issuer
  const issuers = await parts.accounts.issuers(caller.tenantId, caller.environment)
  if (named === undefined) {
    const [only, ...others] = issuers
    if (only && others.length === 0) return only
    throw new Refusal(
      'no-issuer',
      issuers.length === 0
        ? { es: 'Esta clave aún no tiene emisor.', en: 'This key has no issuer yet.' }
        : { es: 'Esta clave sirve a varios emisores: indique uno.', en: 'This key serves several issuers: name one.' },
      'issuer',
    )
  }
  const issuer = issuers.find((candidate) => candidate.profile.taxId === bare(named))
  if (!issuer)
    throw new Refusal(
      'no-issuer',
      {
        es: 'Ningún emisor de esta clave tiene ese número fiscal.',
        en: 'No issuer with this tax id belongs to this key.',
      },
      'issuer',
    )
  return issuer
}

/** A tax id as it is kept: people write dashes and blanks into it. */
function bare(taxId: unknown): unknown {
  return typeof taxId === 'string' ? taxId.replaceAll(/[\s-]/g, '') : taxId
}

/** The country an issuer belongs to. */
export function jurisdictionOf(parts: Pick<JourneyParts, 'jurisdictions'>, issuer: Issuer): Jurisdiction {
  const jurisdiction = parts.jurisdictions.find((candidate) => candidate.code === issuer.jurisdiction)
  if (!jurisdiction)
    throw new Refusal('no-issuer', `Nothing is known of the jurisdiction ${issuer.jurisdiction}.`, 'issuer')
  return jurisdiction
}

// The default stops after eight errors; a client wants to see them all at once. Some of them tell nothing new.
Settings.Set({ maxErrors: 10_000 })

const shapes = new Map<string, ReturnType<typeof compiled>>()

type Lines = DocumentType['lines']

/** What the type of a draft asks of its lines; a type that is none of the country's is told about later. */
function linesOf({ documentTypes }: Jurisdiction, plain: unknown): Lines {
  const code = (plain as { type?: unknown } | null)?.type
  return documentTypes.find((type) => type.code === code)?.lines ?? 'priced'
}

function shapeOf(jurisdiction: Jurisdiction, lines: Lines) {
  const name = `${jurisdiction.code}/${lines}`
  let shape = shapes.get(name)
  if (!shape) {
    shape = compiled(jurisdiction.code, lines)
    shapes.set(name, shape)
  }
  return shape
}

/** The draft with the block of one country and nothing else; what is in the block the country checks by its own formats. */
function compiled(countryCode: string, lines: Lines) {
  const block = { [countryCode]: Type.Optional(Type.Object({}, { additionalProperties: true })) }
  const strict = { additionalProperties: false }
  const properties = { ...Line.properties, ...block }
  if (lines === 'priced') {
    const line: TObject = Type.Object(properties, strict)
    return Compile(Type.Object({ ...Draft.properties, ...block, lines: Type.Array(line, MANY) }, strict))
  }
  const line: TObject = Type.Object({ ...properties, unitPrice: Type.Optional(Amount) }, strict)
  const listed = Type.Optional(Type.Array(line, { ...MANY, minItems: 0 }))
  return Compile(Type.Object({ ...Draft.properties, ...block, lines: listed }, strict))
}

const MANY = { minItems: 1, maxItems: 10_000 } as const

/** Of a plain value, whose members stand in the order of their names. */
function hashOf(plain: unknown): Uint8Array {
  return hash('sha256', JSON.stringify(plain), 'buffer')
}
