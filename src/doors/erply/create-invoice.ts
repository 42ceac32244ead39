import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Document } from '../../domain/document.ts'
import { livingKey } from '../../journey/living-key.ts'
import { countryOf } from '../../jurisdictions/country.ts'
import { readTotals } from '../../jurisdictions/dominican-republic/stated-totals.ts'
import { ContractRefusal } from '../contract-refusal.ts'
import { needsScope } from '../contract.ts'
import type { DoorParts } from '../door.ts'
import { orEarlier, type RepeatableRequest } from '../earlier-first.ts'
import { firstReply } from '../first-reply.ts'
import { appliedWait } from '../prefer-wait.ts'
import { PROBLEM_MEDIA_TYPE } from '../problem.ts'
import { trialFaults } from '../trial-faults.ts'
import { problemDocument } from './errors.ts'
import { placeOf, receiptOf, troubleOf } from './from-document.ts'
import { discrepanciesIn, refusalOf } from './problems.ts'
import { COUNTRY, type ReadInvoice, readInvoice } from './read-invoice.ts'
import { draftOf, totalsOf } from './to-draft.ts'

const LONGEST_WAIT_SECONDS = 30
const KEY_LIFE_MS = 24 * 3_600_000

/**
 * POST /v1/invoices: takes an invoice to a signed e-CF. 202 once it is stored, whatever DGII does later; the first reply again,
 * with 200, to whoever repeats the request under its Idempotency-Key or its client_request_id.
 */
export const createInvoice: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const { journey, jurisdictions } = parts
  const { documentTypes } = countryOf(jurisdictions, COUNTRY)

  app.post('/v1/invoices', { schema: { hide: true }, ...needsScope('documents:write') }, async (request, reply) => {
    const { caller, body: original, headers } = request
    const read = readInvoice(original, headers['idempotency-key'], documentTypes)
    const { externalId, idempotencyKey: key } = read
    const idempotencyKey = key && (await livingKey(parts, caller, key, KEY_LIFE_MS))
    const asked = { caller, idempotencyKey, externalId, original }
    const { kind, document } = await orEarlier(journey, asked, () => begin(asked, read))

    const first = await firstReply(parts, caller, document, () => {
      const wait = appliedWait(request, reply, LONGEST_WAIT_SECONDS)
      return replyTo(parts, request, document, wait)
    })
    const isTaken = first.status === 202
    void reply
      .code(isTaken && kind === 'replayed' ? 200 : first.status)
      .type(isTaken ? 'application/json; charset=utf-8' : PROBLEM_MEDIA_TYPE)
      .header('location', placeOf(document)._links.self)
    return reply.send(first.body)
  })

  /** @throws ContractRefusal with everything that is wrong with the invoice */
  async function begin({ caller, idempotencyKey, original }: RepeatableRequest, read: ReadInvoice) {
    const { invoice, type, isRead } = read
    if (!invoice) throw refusalOf(read)
    const { rate, contradictions } = readTotals(totalsOf(invoice))
    const known = [...read.known, ...discrepanciesIn(contradictions, read)]
    if (!type) throw refusalOf({ known, isRead })
    const draft = draftOf(invoice, type, rate)
    if (known.length > 0) throw refusalOf({ known, isRead }, await trialFaults(journey, caller, draft))
    const outcome = await journey.begin(caller, draft, idempotencyKey, original, 'authorised')
    if (outcome.kind === 'faults') throw refusalOf({ known, isRead }, outcome.faults)
    return outcome
  }
}

/** @throws ContractRefusal dgii-unavailable, which is no last word: the next request gets another answer */
async function replyTo(parts: DoorParts, { caller }: FastifyRequest, begun: Document, wait: number | undefined) {
  const document = wait ? await parts.journey.settled(caller, begun.id, wait * 1000) : begun
  const trouble = wait ? await troubleOf(parts, document, true) : undefined
  if (!trouble) return { status: 202, body: await receiptOf(parts, document) }
  const { status, code, message, details } = trouble
  const refused = new ContractRefusal(status, code, message, { ...details, ...placeOf(document) })
  if (status === 504) throw refused
  return { status, body: problemDocument(refused, { instance: '/v1/invoices' }) }
}
