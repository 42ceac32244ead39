import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { requireScope } from '../../accounts/keys.ts'
import type { Caller } from '../../domain/caller.ts'
import type { Document } from '../../domain/document.ts'
import type { DoorParts } from '../door.ts'
import { firstReply } from '../first-reply.ts'
import { withoutNulls } from '../without-nulls.ts'
import { fieldErrorsOf, InvalidInvoice } from './errors.ts'
import { firstAnswer } from './from-document.ts'
import { Invoice } from './invoice-schema.ts'
import { draftOf } from './reading.ts'
import { encfOf } from './to-draft.ts'

/**
 * POST /api/ecf/send: 200 with what DGII answers first; 202 where it cannot be reached in time, and the document goes on by itself.
 * The e-NCF is what makes a request the same as an earlier one.
 */
export const send: FastifyPluginAsyncTypebox<DoorParts> = async (app, parts) => {
  const { journey, circuits, settings } = parts

  /** How long to wait for DGII. Not at all while its circuit is open: then nothing is sent. */
  async function patienceMs({ tenantId, issuerId }: Document): Promise<number> {
    const open = await circuits.open(tenantId)
    return open.some((circuit) => circuit.issuerId === issuerId) ? 0 : settings.ecfDirectWaitMs
  }

  /**
   * What the invoice became, now or before. A mistake in it does not hide that its e-NCF was sent with another body.
   *
   * @throws InvalidInvoice; Refusal idempotency-conflict
   */
  async function documentOf(caller: Caller, invoice: Invoice): Promise<Document> {
    const idempotencyKey = encfOf(invoice)
    try {
      const outcome = await journey.begin(caller, await draftOf(parts, caller, invoice), idempotencyKey, invoice)
      if (outcome.kind === 'faults') throw new InvalidInvoice(fieldErrorsOf(outcome.faults))
      return outcome.document
    } catch (error) {
      const earlier = error instanceof InvalidInvoice && (await journey.earlier(caller, { idempotencyKey }, invoice))
      if (earlier) return earlier
      throw error
    }
  }

  app.post(
    '/send',
    {
      schema: { hide: true, body: Invoice },
      preParsing: async ({ caller }) => requireScope(caller, 'documents:write'),
      preValidation: async (request) => {
        request.body = withoutNulls(request.body) as Invoice
      },
    },
    async ({ caller, body }, reply) => {
      const document = await documentOf(caller, body)
      const { status, body: kept } = await firstReply(parts, caller, document, async () =>
        firstAnswer(await journey.answered(caller, document.id, await patienceMs(document))),
      )
      return reply.code(status).type('application/json; charset=utf-8').send(kept)
    },
  )
}
