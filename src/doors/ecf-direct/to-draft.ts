import { calendarDateOf, type CalendarDate } from '../../domain/calendar.ts'
import type { Draft, Line, Party } from '../../domain/draft.ts'
import type { Jurisdiction } from '../../jurisdictions/jurisdiction.ts'
import type { FieldError } from './errors.ts'
import type { Invoice, Item } from './invoice-schema.ts'
import { GENERAL_RATE, ownAmountOf, pricingOf } from './pricing.ts'

/** What an invoice does not say itself. */
export interface Circumstances {
  /** Tax id of who issues. */
  readonly issuer: string
  readonly jurisdiction: Jurisdiction
  /** Name of the buyer, as far as it is known. */
  readonly knownName: string | undefined
}

/** An invoice as a draft, and what is wrong with it by the contract's own rules. */
export interface Reading {
  readonly draft: Draft
  readonly errors: readonly FieldError[]
}

/** Reads an invoice. The draft is as whole as it can be where there are errors, so that the engine finds the others. */
export function readInvoice(invoice: Invoice, { issuer, jurisdiction, knownName }: Circumstances): Reading {
  const number = encfOf(invoice)
  // What is too long or too short may still say its type.
  const code = number.slice(1, 3)
  const type = jurisdiction.documentTypes.find((each) => each.code === code)
  const isTaxed = type?.taxesImplied !== true
  const { pricesIncludeTax, errors } = pricingOf(invoice, isTaxed)
  const dates = datesOf(invoice)
  const isNumber = ENCF.test(number)
  const expires = jurisdiction.numbering.seriesOf(code)?.expires === true
  const draft: Draft & { do?: unknown } = {
    type: code === '' ? 'E' : code,
    issuer,
    ...(isNumber ? { number } : {}),
    ...some('issueDate', dates.read.issue_date),
    ...some('pricesIncludeTax', pricesIncludeTax),
    ...some('buyer', buyerOf(invoice, knownName)),
    lines: invoice.items.map((item) => lineOf(item, isTaxed)),
    ...some('payment', paymentOf(invoice, dates.read.payment_due_date)),
    ...some('reference', referenceOf(invoice, dates.read.reference_date)),
    ...(expires ? some('do', expiryBlock(dates.read.fecha_vencimiento_secuencia)) : {}),
  }
  return { draft, errors: [...(isNumber ? [] : [ENCF_ERROR]), ...dates.errors, ...errors] }
}

/** The e-NCF as DGII writes it. */
export function encfOf({ encf }: Invoice): string {
  return encf.trim().toUpperCase()
}

/** The buyer's tax id as documents are found by. */
export function buyerIdOf({ rnc_comprador: rnc }: Invoice): string | undefined {
  return rnc?.replaceAll(/[\s-]/g, '')
}

const ENCF = /^E\d{12}$/
const ENCF_ERROR: FieldError = {
  field: 'encf',
  message: 'An e-NCF is E, two digits of its type and ten of its sequence, such as E310000000001.',
}

const DATES = ['fecha_vencimiento_secuencia', 'issue_date', 'payment_due_date', 'reference_date'] as const
type DateField = (typeof DATES)[number]

/** The dates of an invoice, `dd-MM-yyyy`; that with the year first means nothing else, so it is taken as well. */
function datesOf(invoice: Invoice): {
  readonly read: Readonly<Partial<Record<DateField, CalendarDate>>>
  readonly errors: readonly FieldError[]
} {
  const read: Partial<Record<DateField, CalendarDate>> = {}
  const errors: FieldError[] = []
  for (const field of DATES) {
    const text = invoice[field]
    if (text === undefined) continue
    const date = calendarDateOf(/^\d{2}-\d{2}-\d{4}$/.test(text) ? text.split('-').reverse().join('-') : text)
    if (date) read[field] = date
    else errors.push({ field, message: 'It must be a date that exists, as dd-MM-yyyy.' })
  }
  return { read, errors }
}

function buyerOf(invoice: Invoice, knownName: string | undefined): Party | undefined {
  const { rnc_comprador: taxId, buyer_address: address, buyer_email: email, buyer_foreign_id: foreignId } = invoice
  const name = invoice.buyer_name ?? knownName ?? buyerIdOf(invoice)
  const buyer = {
    ...some('taxId', taxId),
    ...some('foreignId', foreignId),
    ...some('name', name),
    ...some('address', address),
    ...some('email', email),
  }
  return Object.keys(buyer).length === 0 ? undefined : buyer
}

function lineOf(item: Item, isTaxed: boolean): Line {
  const { name, qty, price, tax_rate: rate, unit, discount, kind, description } = item
  const withheld = { ITBIS: item.itbis_withheld, ISR: item.isr_withheld }
  const withholdings = Object.entries(withheld).flatMap(([code, amount]) => {
    return amount === undefined ? [] : [{ code, amount }]
  })
  // Where lines can be taxed in one way only, saying that there is no tax says that one.
  const isImplied = !isTaxed && (rate === undefined || rate === 'exempt' || Number(rate) === 0)
  const amount = ownAmountOf(item)
  return {
    name,
    quantity: qty,
    unitPrice: price,
    ...some('description', description),
    ...some('kind', kind),
    ...some('unit', unit),
    ...(discount === undefined || Number(discount) === 0 ? {} : { discounts: [{ amount: discount }] }),
    ...(isImplied ? {} : { taxes: [taxOf(rate)] }),
    ...(withholdings.length === 0 ? {} : { withholdings }),
    ...(amount === undefined ? {} : { do: { MontoItem: amount } }),
  }
}

function taxOf(rate: Item['tax_rate'] = GENERAL_RATE): NonNullable<Line['taxes']>[number] {
  return rate === 'exempt' ? { code: 'ITBIS', treatment: 'exempt' } : { code: 'ITBIS', rate }
}

function paymentOf(invoice: Invoice, dueDate: CalendarDate | undefined): Draft['payment'] {
  const { payment_terms: terms, payment_methods: methods } = invoice
  const payment = { ...some('terms', terms), ...some('dueDate', dueDate), ...some('methods', methods) }
  return Object.keys(payment).length === 0 ? undefined : payment
}

function referenceOf(invoice: Invoice, date: CalendarDate | undefined): Draft['reference'] {
  const { reference_encf: number, reference_code: code, reference_reason: reason } = invoice
  if (number === undefined) return undefined
  return { number, ...some('date', date), ...some('code', code), ...some('reason', reason) }
}

/** The day the client says its range ends, where the country's format has it. */
function expiryBlock(date: CalendarDate | undefined): object | undefined {
  if (date === undefined) return undefined
  return { Encabezado: { IdDoc: { FechaVencimientoSecuencia: date.split('-').reverse().join('-') } } }
}

function some<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>)
}
