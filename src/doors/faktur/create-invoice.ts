import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { requireScope } from '../../accounts/keys.ts'
import type { Caller } from '../../domain/caller.ts'
import type { DoorParts } from '../door.ts'
import { firstReply } from '../first-reply.ts'
import { headerOf } from '../presented-key.ts'
import type { ContractProblem } from './contract-problems.ts'
import { withoutNulls } from '../without-nulls.ts'
import { contractProblems } from './contract-rules.ts'
import { sendProblems } from './errors.ts'
import { dataOf } from './from-document.ts'
import { problemsOf, withoutEchoes } from './from-faults.ts'
import { InvoiceBody } from './invoice-schema.ts'
import { issuerOf } from './issuer.ts'
import { draftOf, statesFigures } from './to-draft.ts'

/**
 * POST /v1/documents/invoices: 201 when SRI has decided, or when the longest wait is over; at once when the client asks for that.
 * Whatever is answered, the document goes on by itself.
 */
export const createInvoice: FastifyPluginAsyncTypebox<DoorParts> = async (app, parts) => {
  const { journey, documents, settings } = parts

  /** Asked only where the engine would not find everything when it makes the document. */
  async function problemsBefore(
    caller: Caller,
    body: InvoiceBody,
    issuer: string,
  ): Promise<readonly ContractProblem[]> {
    const own = contractProblems(body)
    if (own.length === 0 && !statesFigures(body)) return []
    const { faults } = await journey.tryOut(caller, draftOf(body, issuer, 'stated'))
    return withoutEchoes([...own, ...problemsOf(faults, body)])
  }

  app.post(
    '/v1/documents/invoices',
    {
      schema: { hide: true, body: InvoiceBody, headers: Type.Object({ 'idempotency-key': IdempotencyKey }) },
      preParsing: async ({ caller }) => requireScope(caller, 'documents:write'),
      preValidation: async (request) => {
        request.body = withoutNulls(request.body) as InvoiceBody
      },
    },
    async (request, reply) => {
      const { caller, body } = request
      const issuer = await issuerOf(parts.accounts, caller)
      const problems = await problemsBefore(caller, body, issuer)
      if (problems.length > 0) return sendProblems(reply, 422, problems)

      const key = request.headers['idempotency-key']
      const outcome = await journey.begin(caller, draftOf(body, issuer, 'left-out'), key, body)
      if (outcome.kind === 'faults') return sendProblems(reply, 422, problemsOf(outcome.faults, body))

      const { document } = outcome
      const made = async () => {
        const waitMs = asksForNoWait(request) ? 0 : settings.fakturWaitMs
        const settled = waitMs === 0 ? document : await journey.settled(caller, document.id, waitMs)
        return { status: 201, body: { success: true, data: await dataOf(documents, settled) } }
      }
      // Nobody can repeat a request that has no key.
      if (key === undefined) {
        const { status, body: answer } = await made()
        return reply.code(status).send(answer)
      }
      const kept = await firstReply(parts, caller, document, made)
      return reply.code(kept.status).type('application/json; charset=utf-8').send(kept.body)
    },
  )
}

const IdempotencyKey = Type.Optional(Type.String({ pattern: '^[\\x21-\\x7e]{1,255}$' }))

function asksForNoWait(request: FastifyRequest): boolean {
  const { async: wished } = request.query as { readonly async?: unknown }
  return [wished, headerOf(request, 'x-emit-async')].some((each) => String(each).toLowerCase() === 'true')
}
