import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { calendarDateOf } from '../../domain/calendar.ts'
import type { Environment } from '../../domain/caller.ts'
import type { Fault } from '../../domain/fault.ts'
import { mailAddressOf } from '../../domain/mail-address.ts'
import { plainFaults } from '../../journey/plain-json.ts'
import { shapeFaults } from '../../journey/shape-fault.ts'
import { InvalidDocument } from './errors.ts'

const text = Type.String()
const optional = Type.Optional(text)

const DocumentLine = Type.Object({
  itemId: Type.Optional(Type.Integer()),
  description: text,
  qty: Type.Number({ exclusiveMinimum: 0 }),
  unitPrice: Type.Number({ minimum: 0 }),
  taxRate: Type.Optional(Type.Number()),
  discountAmount: Type.Optional(Type.Number({ minimum: 0 })),
  unidadMedida: optional,
})

/** The contract's `DocumentCreateRequest`, and `exchangeRate`, without which a currency other than DOP means nothing. */
const DocumentRequest = Type.Object({
  externalId: Type.String({ minLength: 1, maxLength: 191 }),
  documentType: text,
  encf: optional,
  issueDate: optional,
  fechaVencimientoSecuencia: optional,
  billingType: Type.Optional(Type.Enum(['CONTADO', 'CREDITO'])),
  creditDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 36_500 })),
  currency: optional,
  exchangeRate: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  language: optional,
  notes: optional,
  customerId: Type.Optional(Type.Integer()),
  customerName: optional,
  customerDocument: optional,
  customerDocumentType: optional,
  customerEmail: optional,
  referenceEncf: optional,
  referenceIssueDate: optional,
  referenceModificationCode: optional,
  lines: Type.Array(DocumentLine, { minItems: 1, maxItems: 10_000 }),
})
export type DocumentRequest = Static<typeof DocumentRequest>
export type DocumentRequestLine = Static<typeof DocumentLine>

/** The contract's `XmlCreateRequest`. */
const XmlRequest = Type.Object({ externalId: Type.String({ minLength: 1, maxLength: 191 }), xml: text })
type XmlRequest = Static<typeof XmlRequest>

const documentShape = Compile(DocumentRequest)
const xmlShape = Compile(XmlRequest)

/**
 * The body of a creation. The sequence numbers documents of the sandbox only: in production `encf` is required.
 *
 * @throws InvalidDocument with everything in it that breaks the contract's schema
 */
export function documentRequestOf(body: unknown, environment: Environment): DocumentRequest {
  const inexact = plainFaults(body)
  if (inexact.length > 0) throw new InvalidDocument(inexact)
  const faults = [
    ...(documentShape.Check(body) ? [] : shapeFaults(documentShape.Errors(body))),
    ...formatFaults(body as Given),
    ...(environment === 'production' ? numberFaults(body as Given) : []),
  ]
  if (faults.length > 0) throw new InvalidDocument(faults)
  return body as DocumentRequest
}

/** A file in a JSON body. @throws InvalidDocument */
export function xmlRequestOf(body: unknown): XmlRequest {
  const unfit = plainFaults(body)
  if (unfit.length > 0) throw new InvalidDocument(unfit)
  if (!xmlShape.Check(body)) throw new InvalidDocument(shapeFaults(xmlShape.Errors(body)))
  return body
}

const DATES = ['issueDate', 'fechaVencimientoSecuencia', 'referenceIssueDate'] as const

type Given = Readonly<Record<string, unknown>>

/** Days that do not exist, and what is no address. */
function formatFaults({ customerEmail: email, ...given }: Given): readonly Fault[] {
  const dates = DATES.filter((name) => typeof given[name] === 'string' && calendarDateOf(given[name]) === undefined)
  const isNoAddress = typeof email === 'string' && email !== '' && mailAddressOf(email) === undefined
  return [...dates.map((name) => fault('field-format', name, NO_DATE)), ...(isNoAddress ? [fault('field-format', 'customerEmail', NO_ADDRESS)] : [])] // prettier-ignore
}

function numberFaults({ encf = '' }: Given): readonly Fault[] {
  return typeof encf === 'string' && encf.trim() === '' ? [fault('field-missing', 'encf', NO_NUMBER)] : []
}

const NO_DATE = {
  es: 'Debe ser una fecha que exista, AAAA-MM-DD.',
  en: 'Must be a date that exists, YYYY-MM-DD.',
}
const NO_ADDRESS = { es: 'No es una dirección de correo.', en: 'Not an e-mail address.' }
const NO_NUMBER = { es: 'En producción el e-NCF es requerido.', en: 'In production the e-NCF is required.' }

function fault(code: string, path: string, message: Fault['message']): Fault {
  return { code, path, message, severity: 'error' }
}
