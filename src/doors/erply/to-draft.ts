import type { Draft, Line, Party } from '../../domain/draft.ts'
import type { DocumentType } from '../../jurisdictions/jurisdiction.ts'
import type { Invoice, InvoiceLine } from './invoice-schema.ts'

/**
 * The engine's draft of an invoice. The client's totals are left out: they were checked, and what counts is computed.
 *
 * @param rate of lines that give none, in percent
 */
export function draftOf(invoice: Invoice, { code, taxesImplied }: DocumentType, rate: string): Draft {
  const { encf, client_request_id: externalId, company, customer, issue_date: issueDate } = invoice
  return present({
    type: code,
    number: encf,
    externalId,
    issuer: company.rnc,
    issueDate,
    buyer: customer && buyerOf(customer),
    lines: invoice.lines.map((line) => lineOf(line, rate, taxesImplied === true)),
    payment: invoice.payment && paymentOf(invoice.payment),
    reference: invoice.reference && referenceOf(invoice.reference),
  })
}

function buyerOf({ rnc: taxId, foreign_id: foreignId, ...others }: NonNullable<Invoice['customer']>): Party {
  return present({ taxId, foreignId, ...others })
}

/** Where the type of e-CF implies the tax and there is none to pay, the country says which: exempt, or taxed at nothing. */
function lineOf(line: InvoiceLine, foundRate: string, taxesImplied: boolean): Line {
  const {
    description: name,
    quantity,
    unit_price: unitPrice,
    tax_rate: rate = foundRate,
    unit,
    kind,
    withholdings,
  } = line
  const isImplied = taxesImplied && /^0+(\.0+)?$/.test(rate)
  const taxes = isImplied ? undefined : [{ code: 'ITBIS', rate }]
  return present({ name, quantity, unitPrice, unit, kind, taxes, withholdings })
}

function paymentOf({ due_date: dueDate, ...others }: NonNullable<Invoice['payment']>): NonNullable<Draft['payment']> {
  return present({ dueDate, ...others })
}

function referenceOf(reference: NonNullable<Invoice['reference']>): NonNullable<Draft['reference']> {
  const { encf: number, issue_date: date, code, reason } = reference
  return present({ number, date, code, reason })
}

/** The same without what is undefined: left out and undefined are not the same to who checks a shape. */
function present<Whole extends object>(whole: { [Name in keyof Whole]: Whole[Name] | undefined }): Whole {
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as Whole
}
