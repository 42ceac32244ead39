import type { Draft, Line, Party } from '../../domain/draft.ts'
import { present } from '../../domain/present.ts'
import { itbisOf } from '../../jurisdictions/dominican-republic/drafting.ts'
import type { StatedTotals } from '../../jurisdictions/dominican-republic/stated-totals.ts'
import type { DocumentType } from '../../jurisdictions/jurisdiction.ts'
import { EXEMPT, type Invoice, type InvoiceLine } from './invoice-schema.ts'

/**
 * The engine's draft of an invoice. The client's totals are left out: they were checked, and what counts is computed.
 *
 * @param rate of lines that give none, in percent
 */
export function draftOf(invoice: Invoice, type: DocumentType, rate: string): Draft {
  const { encf, client_request_id: externalId, company, customer, issue_date: issueDate } = invoice
  return present<Draft>({
    type: type.code,
    number: encf,
    externalId,
    issuer: company.rnc,
    issueDate,
    buyer: customer && buyerOf(customer),
    lines: invoice.lines.map((line) => lineOf(line, { type, rate, original: invoice.reference?.encf })),
    payment: invoice.payment && paymentOf(invoice.payment),
    reference: invoice.reference && referenceOf(invoice.reference),
  })
}

/** The client's own figures, to be held against each other. */
export function totalsOf({ lines, totals }: Invoice): StatedTotals {
  return {
    lines: lines.map(({ quantity, unit_price: unitPrice, subtotal: amount, tax_rate: rate }) => {
      return { quantity, unitPrice, amount, rate: rate === EXEMPT ? '0' : rate }
    }),
    amount: totals.subtotal,
    tax: totals.tax,
    total: totals.grand_total,
  }
}

function buyerOf({ rnc: taxId, foreign_id: foreignId, ...others }: NonNullable<Invoice['customer']>): Party {
  return present<Party>({ taxId, foreignId, ...others })
}

/** What tells how lines are taxed. */
interface Taxing {
  readonly type: DocumentType
  /** Of lines that give none. */
  readonly rate: string
  /** Number of the document that a note modifies. */
  readonly original: string | undefined
}

function lineOf(
  { description: name, unit_price: unitPrice, ...line }: InvoiceLine,
  { type, rate: found, original }: Taxing,
): Line {
  const { quantity, unit, kind, withholdings, tax_rate: rate = found } = line
  return present<Line>({ name, quantity, unitPrice, unit, kind, taxes: itbisOf(rate, type, original), withholdings })
}

function paymentOf({ due_date: dueDate, ...others }: NonNullable<Invoice['payment']>): Draft['payment'] {
  return present<NonNullable<Draft['payment']>>({ dueDate, ...others })
}

function referenceOf(reference: NonNullable<Invoice['reference']>): Draft['reference'] {
  const { encf: number, issue_date: date, code, reason } = reference
  return present<NonNullable<Draft['reference']>>({ number, date, code, reason })
}
