import type { CalendarDate } from '../../domain/calendar.ts'
import type { Draft, Line, Party } from '../../domain/draft.ts'
import { oneLine } from '../../domain/one-line.ts'
import type { Jurisdiction } from '../../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../../ports/accounts.ts'
import type { DocumentRequest, DocumentRequestLine } from './document-request.ts'

/** What a request does not say itself. */
export interface Circumstances {
  readonly issuer: Issuer
  readonly jurisdiction: Jurisdiction
  readonly today: CalendarDate
}

const RATE = 18
const UNIT = '43'

/** The request as a draft. What is an empty text in it is not given. */
export function toDraft(request: DocumentRequest, { issuer, jurisdiction, today }: Circumstances): Draft {
  const { documentType, referenceEncf, exchangeRate } = request
  const type = jurisdiction.documentTypes.find(({ code }) => code === documentType)
  const currency = given(request.currency)
  const buyer = buyerOf(request)
  const draft: Draft & { do?: unknown } = {
    type: documentType,
    issuer: issuer.profile.taxId,
    externalId: request.externalId,
    ...some('number', given(request.encf)),
    ...some('issueDate', request.issueDate),
    ...some('currency', currency),
    ...(currency === undefined || currency === jurisdiction.currency ? {} : some('exchangeRate', exchangeRate)),
    ...some('buyer', Object.keys(buyer).length === 0 ? undefined : buyer),
    lines: request.lines.map((line) => lineOf(line, type?.taxesImplied === true)),
    ...some('payment', paymentOf(request, today)),
    ...(given(referenceEncf) === undefined ? {} : { reference: referenceOf(request) }),
    ...some('do', officialOf(request, jurisdiction)),
  }
  return draft
}

/** The request with the contract's defaults filled in. */
export function normalized(request: DocumentRequest): object {
  return {
    ...request,
    currency: given(request.currency) ?? 'DOP',
    language: given(request.language) ?? 'ES',
    lines: request.lines.map((line) => ({
      ...line,
      taxRate: line.taxRate ?? RATE,
      unidadMedida: line.unidadMedida ?? UNIT,
    })),
  }
}

function buyerOf({ customerId, customerName, customerEmail, ...request }: DocumentRequest): Party {
  const identity = given(request.customerDocument)
  return {
    ...some('name', given(customerName)),
    ...(identity === undefined ? {} : { [isTaxId(request, identity) ? 'taxId' : 'foreignId']: identity }),
    ...some('email', given(customerEmail)),
    ...some('code', customerId === undefined ? undefined : String(customerId)),
  }
}

/** RNC and cédula by their names or, when none is given, by the form of the number; everything else is a foreigner's. */
function isTaxId({ customerDocumentType }: Pick<DocumentRequest, 'customerDocumentType'>, identity: string): boolean {
  const type = given(customerDocumentType)?.normalize('NFD').replace(/[^a-z]/gi, '').toLowerCase() // prettier-ignore
  if (type === undefined) return /^(?:\d{9}|\d{11})$/.test(identity.replaceAll(/[\s-]/g, ''))
  return type === 'rnc' || type === 'cedula'
}

function lineOf(line: DocumentRequestLine, taxesImplied: boolean): Line {
  const { itemId, description, qty, unitPrice, taxRate, discountAmount = 0, unidadMedida } = line
  // Zero, or nothing said, on a type whose lines are all taxed alike is that one way.
  const isImplied = taxesImplied && (taxRate ?? 0) === 0
  return {
    name: description,
    quantity: qty,
    unitPrice,
    unit: given(unidadMedida) ?? UNIT,
    ...(itemId === undefined ? {} : { codes: [{ type: 'Interna', value: String(itemId) }] }),
    ...(isImplied ? {} : { taxes: [{ code: 'ITBIS', rate: taxRate ?? RATE }] }),
    ...(discountAmount === 0 ? {} : { discounts: [{ amount: discountAmount }] }),
  }
}

function paymentOf({ billingType, creditDays, issueDate }: DocumentRequest, today: CalendarDate): Draft['payment'] {
  if (billingType === 'CONTADO') return { terms: 'cash' }
  const isCredit = billingType === 'CREDITO' || (creditDays ?? 0) > 0
  if (!isCredit) return undefined
  return { terms: 'credit', ...(creditDays === undefined ? {} : { dueDate: later(issueDate ?? today, creditDays) }) }
}

function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function referenceOf({ referenceEncf = '', ...request }: DocumentRequest): NonNullable<Draft['reference']> {
  return {
    number: referenceEncf,
    ...some('date', request.referenceIssueDate),
    ...some('code', given(request.referenceModificationCode)),
  }
}

/** What only the country's own format has a place for. */
function officialOf({ documentType, ...request }: DocumentRequest, { numbering }: Jurisdiction): object | undefined {
  const expiry = numbering.seriesOf(documentType)?.expires ? request.fechaVencimientoSecuencia : undefined
  const notes = oneLine(request.notes ?? '', LONGEST_NOTE)
  if (expiry === undefined && notes === '') return undefined
  return {
    Encabezado: {
      ...(expiry === undefined ? {} : { IdDoc: { FechaVencimientoSecuencia: expiry.split('-').reverse().join('-') } }),
      ...(notes === '' ? {} : { Emisor: { InformacionAdicionalEmisor: notes } }),
    },
  }
}

/** @source DGII, Formato e-CF v1.0 (oct-2025), InformacionAdicionalEmisor */
const LONGEST_NOTE = 250

function given(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text
}

function some<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>)
}
