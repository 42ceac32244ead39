import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { type Fault, isAcceptable } from '../../domain/fault.ts'
import type { Document } from '../../domain/document.ts'
import type { Outcome } from '../../journey/journey.ts'
import type { DoorParts } from '../door.ts'
import { firstReply } from '../first-reply.ts'
import { preferredWait } from '../prefer-wait.ts'
import { headerOf } from '../presented-key.ts'
import { PROBLEM_MEDIA_TYPE } from '../problem.ts'
import { needs } from './access.ts'
import { type Arithmetic, arithmeticOf } from './arithmetic.ts'
import { clientPath } from './client-path.ts'
import { dominicanRepublic } from './country.ts'
import { ErplyProblem, type FieldError, problemDocument } from './errors.ts'
import { linksOf, receiptOf, troubleOf } from './from-document.ts'
import { livingKey } from './idempotency.ts'
import { type ReadInvoice, readInvoice } from './read-invoice.ts'
import { draftOf } from './to-draft.ts'
import { ulidOf } from '../../domain/ulid.ts'

const LONGEST_WAIT_SECONDS = 30

/**
 * POST /v1/invoices: takes an invoice to a signed e-CF. 202 once it is stored, whatever DGII does later; the first reply again,
 * with 200, to whoever repeats the request under its Idempotency-Key or its client_request_id.
 */
export const createInvoice: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const { types, rates } = dominicanRepublic(parts.jurisdictions)

  app.post('/v1/invoices', { schema: { hide: true }, ...needs('documents:write') }, async (request, reply) => {
    const { caller, body, headers } = request
    const read = readInvoice(body, headers['idempotency-key'], types)
    const outcome = await begin(parts, request, read, arithmeticOf(read.invoice, rates))
    if (outcome.kind === 'faults') throw new ErplyProblem('validation-error', { errors: errorsOf(outcome.faults) })

    const wait = preferredWait(headerOf(request, 'prefer'), LONGEST_WAIT_SECONDS)
    if (wait !== undefined) void reply.header('preference-applied', `wait=${wait}`)
    const { document } = outcome
    const first = await firstReply(parts, caller, document, () => replyTo(parts, request, document, wait))
    const isTaken = first.status === 202
    void reply
      .code(isTaken && outcome.kind === 'replayed' ? 200 : first.status)
      .type(isTaken ? 'application/json; charset=utf-8' : PROBLEM_MEDIA_TYPE)
      .header('location', linksOf(document).self)
    return reply.send(first.body)
  })
}

/** @throws ErplyProblem mathematical-discrepancy, with the engine's faults beside the figures */
async function begin(
  parts: DoorParts,
  { caller, body }: FastifyRequest,
  { invoice, type, idempotencyKey }: ReadInvoice,
  { discrepancies, rate }: Arithmetic,
): Promise<Outcome> {
  const draft = draftOf(invoice, type, rate)
  if (discrepancies.length === 0) {
    return parts.journey.begin(caller, draft, await livingKey(parts, caller, idempotencyKey), body)
  }
  const { faults } = await parts.journey.tryOut(caller, draft)
  throw new ErplyProblem('mathematical-discrepancy', {
    detail: discrepancies.map(({ field, message }) => `${field}: ${message}`).join(' '),
    errors: [...discrepancies, ...(isAcceptable(faults) ? [] : errorsOf(faults))],
  })
}

/** @throws ErplyProblem dgii-unavailable, which is no last word: the next request gets another answer */
async function replyTo(parts: DoorParts, { caller }: FastifyRequest, begun: Document, wait: number | undefined) {
  const document = wait ? await parts.journey.settled(caller, begun.id, wait * 1000) : begun
  const trouble = wait ? troubleOf(document) : undefined
  if (!trouble) return { status: 202, body: await receiptOf(parts, document) }
  const facts = { ...trouble.facts, docId: ulidOf(document.id), _links: linksOf(document) }
  if (trouble.slug === 'dgii-unavailable') throw new ErplyProblem(trouble.slug, facts)
  return problemDocument(trouble.slug, { instance: '/v1/invoices', ...facts })
}

function errorsOf(faults: readonly Fault[]): readonly FieldError[] {
  const errors = faults.filter(({ severity }) => severity === 'error')
  return errors.map(({ path, code, message }) => ({ field: clientPath(path), code, message: message.en }))
}
