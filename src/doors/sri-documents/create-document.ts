import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requireScope } from '../../accounts/keys.ts'
import type { Caller } from '../../domain/caller.ts'
import type { Document } from '../../domain/document.ts'
import { wallClock } from '../../domain/calendar.ts'
import { plainFaults } from '../../journey/plain-json.ts'
import { TIME_ZONE } from '../../jurisdictions/ecuador/dates.ts'
import type { DoorParts } from '../door.ts'
import { firstReply } from '../first-reply.ts'
import { withoutNulls } from '../without-nulls.ts'
import { branchOf } from './branch.ts'
import { BadHeader, sendProblems } from './errors.ts'
import { draftProblems, type FieldProblem, shapeProblems } from './from-faults.ts'
import { madeDocument } from './from-document.ts'
import { problemsOf } from './problems.ts'
import { draftOf, type IssuedAt } from './to-draft.ts'
import type { DocumentBody } from './document-body.ts'

/**
 * POST /v1/documents: 201 as soon as the document is signed and stored; it goes on to SRI by itself. The same key with the same
 * payload for the same branch gets the first reply with 200, also when that payload would be too late by now.
 */
export const createDocument: FastifyPluginAsyncTypebox<DoorParts> = async (app, parts) => {
  const { journey } = parts

  app.post(
    '/v1/documents',
    {
      schema: { hide: true },
      preParsing: async ({ caller }) => requireScope(caller, 'documents:write'),
    },
    async (request, reply) => {
      const { caller } = request
      const key = idempotencyKeyOf(request)
      const branch = await branchOf(parts, request)
      const unreadable = plainFaults(request.body)
      if (unreadable.length > 0) return sendProblems(reply, shapeProblems(unreadable))

      const body = withoutNulls(request.body) as DocumentBody
      const at: IssuedAt = {
        issuer: branch.issuer.profile.taxId,
        place: branch.place.name,
        today: wallClock(parts.clock.now(), TIME_ZONE).date,
      }
      const original = { issuer: branch.number, body }
      const problems = await problemsOf(parts, caller, body, at)
      if (problems.length > 0) return served(caller, key, original, reply, problems)

      const outcome = await journey.begin(caller, draftOf(body, at, 'left-out'), key, original)
      if (outcome.kind === 'faults') return sendProblems(reply, draftProblems(outcome.faults))
      return send(caller, key, outcome.document, reply, outcome.kind === 'created' ? 201 : 200)
    },
  )

  /** The problems, unless the very request was served before: then it kept all rules. */
  async function served(
    caller: Caller,
    idempotencyKey: string | undefined,
    original: unknown,
    reply: FastifyReply,
    problems: readonly FieldProblem[],
  ): Promise<FastifyReply> {
    const earlier =
      idempotencyKey === undefined ? undefined : await journey.earlier(caller, { idempotencyKey }, original)
    return earlier ? send(caller, idempotencyKey, earlier, reply, 200) : sendProblems(reply, problems)
  }

  async function send(
    caller: Caller,
    key: string | undefined,
    document: Document,
    reply: FastifyReply,
    status: 200 | 201,
  ): Promise<FastifyReply> {
    const body = { ok: true, document: madeDocument(document) }
    // Nobody can repeat a request that has no key.
    if (key === undefined) return reply.code(status).send(body)
    const kept = await firstReply(parts, caller, document, () => Promise.resolve({ status: 201, body }))
    return reply.code(status).type('application/json; charset=utf-8').send(kept.body)
  }
}

const LONGEST_KEY = 255

/** @throws BadHeader */
function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && key !== '' && key.length <= LONGEST_KEY) return key
  throw new BadHeader(`Idempotency-Key header must have 1 to ${LONGEST_KEY} characters`)
}
