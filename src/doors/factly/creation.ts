import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Draft } from '../../domain/draft.ts'
import type { DoorParts } from '../door.ts'
import { firstReply } from '../first-reply.ts'
import { InvalidDocument } from './errors.ts'
import { documentResponse, type Told } from './from-document.ts'

/** A request to create, read. */
export interface Creation {
  readonly key: string
  readonly draft: Draft
  /** The request as it came. */
  readonly original: object
  readonly told: Told
}

/**
 * Issues the draft and answers as the contract documents; a repeated request gets the first reply. The key belongs to what makes
 * requests the same, because the contract wants an `externalId` that comes again under another key refused, whatever its body.
 */
export async function create(
  parts: DoorParts,
  { caller }: FastifyRequest,
  reply: FastifyReply,
  { key, draft, original, told }: Creation,
): Promise<FastifyReply> {
  const outcome = await parts.journey.begin(caller, draft, key, { key, ...original })
  if (outcome.kind === 'faults') throw new InvalidDocument(outcome.faults)
  const { document } = outcome
  const first = await firstReply(parts, caller, document, async () => {
    const id = await parts.doorRecords.numberOf(caller.tenantId, document.id)
    return { status: 201, body: await documentResponse(parts, document, id, told) }
  })
  return reply.code(first.status).type('application/json; charset=utf-8').send(first.body)
}
