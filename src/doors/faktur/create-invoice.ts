import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { onlyIssuer } from '../../accounts/only-issuer.ts'
import type { Document } from '../../domain/document.ts'
import { needsScope } from '../contract.ts'
import type { DoorParts } from '../door.ts'
import { orEarlier, type RepeatableRequest } from '../earlier-first.ts'
import { firstReply, sendKept } from '../first-reply.ts'
import { headerOf } from '../presented-key.ts'
import { type ReadBody, readerOf } from '../read-body.ts'
import { refusalOf } from './contract-problems.ts'
import { contractProblems } from './contract-rules.ts'
import { dataOf } from './from-document.ts'
import { problemsOf, shapeProblems } from './from-faults.ts'
import { InvoiceBody } from './invoice-schema.ts'
import { draftOf } from './to-draft.ts'

const readInvoice = readerOf(InvoiceBody, { overlooksUnknown: true, takesNumbers: true })

/**
 * POST /v1/documents/invoices: 201 when SRI has decided, or when the longest wait is over; at once when the client asks for that.
 * Whatever is answered, the document goes on by itself.
 */
export const createInvoice: FastifyPluginAsyncTypebox<DoorParts> = async (app, parts) => {
  const { journey, documents, settings } = parts
  const schema = { hide: true, headers: Type.Object({ 'idempotency-key': IdempotencyKey }) }

  app.post('/v1/documents/invoices', { schema, ...needsScope('documents:write') }, async (request, reply) => {
    const { caller, headers } = request
    const read = readInvoice(request.body)
    const asked = { caller, idempotencyKey: headers['idempotency-key'], original: read.said }
    const { document } = await orEarlier(journey, asked, () => begin(asked, read))

    const made = async () => {
      const waitMs = asksForNoWait(request) ? 0 : settings.fakturWaitMs
      const settled = waitMs === 0 ? document : await journey.settled(caller, document.id, waitMs)
      return { status: 201, body: { success: true, data: await dataOf(documents, settled) } }
    }
    return sendKept(reply, await firstReply(parts, caller, document, made, asked.idempotencyKey !== undefined))
  })

  /** @throws ContractRefusal with everything that is wrong with the invoice */
  async function begin(
    { caller, idempotencyKey, original }: RepeatableRequest,
    { body, faults, isRead }: ReadBody<InvoiceBody>,
  ): Promise<{ readonly document: Document }> {
    const misshapen = shapeProblems(faults)
    if (!body) throw refusalOf(misshapen)
    const draft = draftOf(body, (await onlyIssuer(parts.accounts, caller, 'ec')).profile.taxId)
    const known = [...misshapen, ...contractProblems(body, isRead)]
    const outcome =
      known.length === 0
        ? await journey.begin(caller, draft, idempotencyKey, original)
        : ({ kind: 'faults', ...(await journey.tryOut(caller, draft)) } as const)
    if (outcome.kind === 'faults') throw refusalOf(problemsOf(outcome.faults, body, known))
    return outcome
  }
}

const IdempotencyKey = Type.Optional(Type.String({ pattern: '^[\\x21-\\x7e]{1,255}$' }))

function asksForNoWait(request: FastifyRequest): boolean {
  const { async: wished } = request.query as { readonly async?: unknown }
  return [wished, headerOf(request, 'x-emit-async')].some((each) => String(each).toLowerCase() === 'true')
}
