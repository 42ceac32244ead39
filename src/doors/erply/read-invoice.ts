import { Compile } from 'typebox/compile'
import type { Fault } from '../../domain/fault.ts'
import type { DocumentType } from '../../jurisdictions/jurisdiction.ts'
import { plainFaults } from '../../journey/plain-json.ts'
import { shapeFaults } from '../../journey/shape-fault.ts'
import { ErplyProblem, type FieldError } from './errors.ts'
import { Invoice } from './invoice-schema.ts'

const shape = Compile(Invoice)
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** A request whose shape is right, and the type of e-CF it is about. */
export interface ReadInvoice {
  readonly invoice: Invoice
  readonly type: DocumentType
  /** In lower case: a UUID is the same in either. */
  readonly idempotencyKey: string
}

/**
 * The invoice in a request, with all that its shape can be wrong in told at once.
 *
 * @throws ErplyProblem unsupported-ecf-type, validation-error
 */
export function readInvoice(body: unknown, keyHeader: unknown, types: readonly DocumentType[]): ReadInvoice {
  const idempotencyKey = typeof keyHeader === 'string' ? keyHeader.trim().toLowerCase() : ''
  const plain = plainFaults(body)
  const shapes = plain.some(({ path }) => path === '') || shape.Check(body) ? [] : shapeFaults(shape.Errors(body))
  const given = (body ?? {}) as { readonly type?: unknown; readonly encf?: unknown; readonly lines?: unknown }
  const type = types.find(({ code }) => code === given.type)
  const isUnsupported = typeof given.type === 'string' && given.type !== '' && !type

  const errors = [
    ...(UUID_V4.test(idempotencyKey) ? [] : [error('Idempotency-Key', 'idempotency-key', 'Must be a UUID v4.')]),
    ...(isUnsupported ? [error('type', 'unsupported-ecf-type', `Must be one of: ${listOf(types)}.`)] : []),
    ...fieldErrors([...plain, ...shapes]),
    ...agreement(given),
    ...lineNumbers(given.lines),
  ]
  if (!isUnsupported && errors.length === 0 && type && shape.Check(body)) return { invoice: body, type, idempotencyKey }
  throw new ErplyProblem(isUnsupported ? 'unsupported-ecf-type' : 'validation-error', { errors: onceEach(errors) })
}

/** Faults in this contract's words; their paths are the client's already. */
function fieldErrors(faults: readonly Fault[]): readonly FieldError[] {
  return faults.map(({ path, code, message }) => error(path, code, message.en))
}

/** What is sent as a fiscal number says its type in the second and third character. */
function agreement({ type, encf }: { readonly type?: unknown; readonly encf?: unknown }): readonly FieldError[] {
  if (typeof type !== 'string' || typeof encf !== 'string' || encf.slice(1, 3) === type) return []
  return [error('encf', 'encf-type-mismatch', 'Characters 2 and 3 must equal type.')]
}

function lineNumbers(lines: unknown): readonly FieldError[] {
  if (!Array.isArray(lines)) return []
  return lines.flatMap((line: unknown, i) => {
    const number = (line as { readonly line_number?: unknown } | null)?.line_number
    if (!Number.isInteger(number) || number === i + 1) return []
    return [error(`lines[${i}].line_number`, 'line-number', `Lines are numbered from 1: this one is ${i + 1}.`)]
  })
}

function onceEach(errors: readonly FieldError[]): readonly FieldError[] {
  return errors.filter((each, i) => errors.findIndex(({ field }) => field === each.field) === i)
}

function listOf(types: readonly DocumentType[]): string {
  return types.map(({ code }) => code).join(', ')
}

function error(field: string, code: string, message: string): FieldError {
  return { field, code, message }
}
