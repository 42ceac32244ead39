import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { branchNumbered } from '../../accounts/branches.ts'
import { wallClock } from '../../domain/calendar.ts'
import type { Document } from '../../domain/document.ts'
import { TIME_ZONE } from '../../jurisdictions/ecuador/dates.ts'
import { needsScope } from '../contract.ts'
import type { DoorParts } from '../door.ts'
import { orEarlier, type RepeatableRequest } from '../earlier-first.ts'
import { firstReply, sendKept } from '../first-reply.ts'
import { type ReadBody, readerOf } from '../read-body.ts'
import { branchNumberOf } from './branch.ts'
import { contractProblems } from './contract-rules.ts'
import { DocumentBody } from './document-body.ts'
import { badRequest, refusalOf } from './errors.ts'
import { madeDocument } from './from-document.ts'
import { problemsOf, shapeProblems } from './from-faults.ts'
import { draftOf } from './to-draft.ts'

const readDocument = readerOf(DocumentBody, { overlooksUnknown: true })

/**
 * POST /v1/documents: 201 as soon as the document is signed and stored; it goes on to SRI by itself. The same key with the same
 * payload for the same branch gets the first reply with 200, also when that payload would be too late by now.
 */
export const createDocument: FastifyPluginAsyncTypebox<DoorParts> = async (app, parts) => {
  const { journey } = parts

  app.post('/v1/documents', { schema: { hide: true }, ...needsScope('documents:write') }, async (request, reply) => {
    const branchNumber = branchNumberOf(request)
    const read = readDocument(request.body)
    const asked = {
      caller: request.caller,
      idempotencyKey: idempotencyKeyOf(request),
      original: { issuer: branchNumber, body: read.said },
    }
    const { kind, document } = await orEarlier(journey, asked, () => begin(asked, branchNumber, read))

    const made = () => Promise.resolve({ status: 201, body: { ok: true, document: madeDocument(document) } })
    const kept = await firstReply(parts, asked.caller, document, made, asked.idempotencyKey !== undefined)
    return sendKept(reply, kept, kind === 'created' ? 201 : 200)
  })

  /** @throws ContractRefusal with everything that is wrong with the body */
  async function begin(
    { caller, idempotencyKey, original }: RepeatableRequest,
    branchNumber: number,
    { body, faults, isRead }: ReadBody<DocumentBody>,
  ): Promise<{ readonly kind: 'created' | 'replayed'; readonly document: Document }> {
    const branch = await branchNumbered(parts, caller, branchNumber)
    const misshapen = shapeProblems(faults)
    if (!body) throw refusalOf(misshapen)

    const today = wallClock(parts.clock.now(), TIME_ZONE).date
    const draft = draftOf(body, branch, today)
    const refused = contractProblems(body, today, isRead)
    const isSound = misshapen.length + refused.length === 0
    const outcome = isSound
      ? await journey.begin(caller, draft, idempotencyKey, original)
      : ({ kind: 'faults', ...(await journey.tryOut(caller, draft)) } as const)
    if (outcome.kind === 'faults') throw refusalOf(problemsOf(outcome.faults, misshapen, refused))
    return outcome
  }
}

const LONGEST_KEY = 255

/** @throws ContractRefusal */
function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && key !== '' && key.length <= LONGEST_KEY) return key
  throw badRequest(`Idempotency-Key header must have 1 to ${LONGEST_KEY} characters`)
}
