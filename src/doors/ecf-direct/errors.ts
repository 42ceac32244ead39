import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Fault } from '../../domain/fault.ts'
import { withholdsItbis } from '../../jurisdictions/dominican-republic/drafting.ts'
import { BEARER, type ContractWords, type ToldError, toldError, toldMethod } from '../contract-errors.ts'
import { ContractRefusal } from '../contract-refusal.ts'
import { holdersOf } from '../field-path.ts'
import { withoutEchoes } from '../without-echoes.ts'
import { clientPath } from './client-path.ts'
import type { Invoice } from './invoice-schema.ts'
import { typeOf } from './to-draft.ts'

/** What is wrong with one field, by the client's own name of it. */
export interface FieldError {
  readonly field: string
  readonly message: string
}

/** Everything that is wrong with an invoice: each field told once, by what was found first. */
export function invalidInvoice(errors: readonly FieldError[]): ContractRefusal {
  const told = withoutEchoes(errors)
  const message = told.length === 1 ? 'The invoice has a mistake.' : `The invoice has ${told.length} mistakes.`
  return new ContractRefusal(422, 'validation_error', message, { errors: told })
}

/** The engine's faults that stop an invoice, in the client's names. The contract speaks English. */
export function fieldErrorsOf(faults: readonly Fault[], invoice: Invoice | undefined): readonly FieldError[] {
  const holders = new Set(faults.flatMap(({ path }) => holdersOf(path)))
  // What has a mistake in it only seems to be missing.
  const causes = faults.filter(({ code, path }) => code !== 'field-missing' || !holders.has(path))
  return causes
    .filter(({ severity }) => severity === 'error')
    .flatMap((fault) => fieldsOf(fault, invoice).map((field) => ({ field, message: fault.message.en })))
}

/** The client's fields that a fault is about. */
function fieldsOf({ code, path }: Fault, invoice: Invoice | undefined): readonly string[] {
  if (invoice && code === 'field-not-applicable' && BUYER.has(path)) {
    const sent = BUYER_FIELDS.filter((field) => invoice[field] !== undefined)
    if (sent.length > 0) return sent
  }
  const [, i] = /^lines\[(\d+)\]\.(?:do\.Retencion|withholdings)$/.exec(path) ?? []
  return [i !== undefined && isOfIncomeTax(code, Number(i), invoice) ? `items[${i}].isr_withheld` : clientPath(path)]
}

/** The buyer as a whole, which some types of e-CF have not. */
const BUYER: ReadonlySet<string> = new Set(['buyer', 'do.Encabezado.Comprador'])
const BUYER_FIELDS = ['rnc_comprador', 'buyer_foreign_id', 'buyer_name', 'buyer_address', 'buyer_email'] as const

/**
 * What is wrong with all that is withheld of an item is wrong with its income tax where only that is withheld, and where only that
 * could be.
 */
function isOfIncomeTax(code: string, i: number, invoice: Invoice | undefined): boolean {
  const { itbis_withheld: itbis, isr_withheld: isr } = invoice?.items[i] ?? {}
  if (itbis !== undefined) return false
  return isr !== undefined || code === 'withholding-isr' || !withholdsItbis(invoice && typeOf(invoice))
}

/** Turns whatever was thrown while a request was served into an answer of the contract. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return thrown instanceof ContractRefusal
    ? send(reply, thrown)
    : refused(reply, toldError(thrown, request, reply, WORDS))
}

/** A known address with a method that is none of its own. */
export function refuseMethod(reply: FastifyReply): FastifyReply {
  return refused(reply, toldMethod(reply, WORDS))
}

function refused(reply: FastifyReply, { status, code, reason: message, path }: ToldError): FastifyReply {
  const field = code === 'encf_conflict' ? 'encf' : path && clientPath(path)
  return send(reply, { status, code, message, details: { errors: field ? [{ field, message }] : [] } })
}

type ErrorBody = Pick<ContractRefusal, 'status' | 'code' | 'message' | 'details'>

function send(reply: FastifyReply, { status, code, message, details }: ErrorBody): FastifyReply {
  const body = { status: 'error', code, message, ...details }
  return reply.code(status).type('application/json; charset=utf-8').send(body)
}

/** Any code that is not here is the engine's own, written as the contract writes names. */
const WORDS: ContractWords = {
  language: 'en',
  challenge: BEARER,
  codeOf: (code) => code.replaceAll('-', '_'),
  known: {
    unauthenticated: {
      code: 'unauthorized',
      message: 'A valid API key is missing: Authorization: Bearer emk_… or X-API-Key: emk_…',
    },
    'idempotency-conflict': { code: 'encf_conflict', message: 'This encf was sent with another body.' },
    'duplicate-number': { code: 'encf_conflict' },
    'number-outside-range': { code: 'validation_error' },
    internal: {
      code: 'internal_error',
      message: 'Something failed here. Send the same request again: an encf never becomes two invoices.',
    },
    unavailable: {
      message: 'Not available at the moment. Send the same request again after the seconds of Retry-After.',
    },
  },
}
