import type { DocumentType } from '../../jurisdictions/jurisdiction.ts'
import { type FieldProblem, problemsIn } from '../field-problems.ts'
import { readerOf } from '../read-body.ts'
import { uuidV4Of } from '../uuid-header.ts'
import { Invoice } from './invoice-schema.ts'
import { type KnownProblems, WORDS } from './problems.ts'

/** The country whose invoices this contract is for. */
export const COUNTRY = 'do'

const readBody = readerOf(Invoice, { looksAtNulls: true })

/** A request as far as it can be read. */
export interface ReadInvoice extends KnownProblems {
  /** With stand-ins for what cannot be read; undefined where nothing can. */
  readonly invoice: Invoice | undefined
  /** The type of e-CF it is about. */
  readonly type: DocumentType | undefined
  readonly idempotencyKey: string | undefined
  readonly externalId: string | undefined
}

/** The invoice in a request, with all that its shape can be wrong in. */
export function readInvoice(given: unknown, keyHeader: unknown, types: readonly DocumentType[]): ReadInvoice {
  const { body: invoice, faults, isRead } = readBody(given)
  const idempotencyKey = uuidV4Of(keyHeader)
  const type = types.find(({ code }) => code === invoice?.type)
  const known = [
    ...(idempotencyKey ? [] : [problem('Idempotency-Key', 'idempotency-key', 'Must be a UUID v4.')]),
    // Their paths are the client's already; the whole is the body.
    ...problemsIn(faults, WORDS, (path) => path || 'body'),
    ...(invoice ? contractProblems(invoice, type, types).filter(({ field }) => isRead(field)) : []),
  ]
  const externalId = isRead('client_request_id') ? invoice?.client_request_id : undefined
  return { invoice, type, idempotencyKey, externalId, known, isRead }
}

/** What the contract asks beyond its schema: what is sent as a fiscal number says its type in the second and third character. */
function contractProblems(
  { encf, lines }: Invoice,
  type: DocumentType | undefined,
  types: readonly DocumentType[],
): readonly FieldProblem[] {
  const problems = lines.flatMap(({ line_number: number }, i) => {
    if (number === i + 1) return []
    const message = `Lines are numbered from 1: this one is ${i + 1}.`
    return [problem(`lines[${i}].line_number`, 'line-number', message)]
  })
  if (!type) {
    const list = types.map((each) => each.code).join(', ')
    problems.push(problem('type', 'unsupported-ecf-type', `Must be one of: ${list}.`))
  } else if (encf.slice(1, 3) !== type.code) {
    problems.push(problem('encf', 'encf-type-mismatch', 'Characters 2 and 3 must equal type.'))
  }
  return problems
}

function problem(field: string, code: string, message: string): FieldProblem {
  return { field, code, message }
}
