import type { Draft, Line, Party } from '../../domain/draft.ts'
import { present, presentIfAny } from '../../domain/present.ts'
import { dateFromText } from '../../jurisdictions/dominican-republic/dates.ts'
import { itbisOf, officialWithholding } from '../../jurisdictions/dominican-republic/drafting.ts'
import { eNcfOf } from '../../jurisdictions/dominican-republic/numbering.ts'
import { officialHeading } from '../../jurisdictions/dominican-republic/official-heading.ts'
import { statedAmountOf } from '../../jurisdictions/dominican-republic/stated-figures.ts'
import type { DocumentType } from '../../jurisdictions/jurisdiction.ts'
import type { Invoice, Item } from './invoice-schema.ts'

/** What an invoice does not say itself. */
export interface Circumstances {
  /** Tax id of who issues. */
  readonly issuer: string
  readonly type: DocumentType | undefined
  readonly pricesIncludeTax: boolean | undefined
}

/** An invoice as a draft, as whole as it can be where something is wrong, so that the engine finds the rest. */
export function draftOf(invoice: Invoice, { issuer, type, pricesIncludeTax }: Circumstances): Draft {
  const { reference_encf: number, reference_code: code, reference_reason: reason } = invoice
  return present<Draft & { do?: unknown }>({
    type: typeOf(invoice) || '-',
    issuer,
    number: eNcfOf(invoice.encf)?.number,
    issueDate: dateFromText(invoice.issue_date),
    pricesIncludeTax,
    buyer: presentIfAny<Party>({
      taxId: buyerIdOf(invoice),
      foreignId: invoice.buyer_foreign_id,
      name: invoice.buyer_name ?? buyerIdOf(invoice),
      address: invoice.buyer_address,
      email: invoice.buyer_email,
    }),
    lines: invoice.items.map((item) => lineOf(item, type, number)),
    payment: presentIfAny<NonNullable<Draft['payment']>>({
      terms: invoice.payment_terms,
      dueDate: dateFromText(invoice.payment_due_date),
      methods: invoice.payment_methods,
    }),
    reference:
      number === undefined
        ? undefined
        : present<NonNullable<Draft['reference']>>({
            number,
            date: dateFromText(invoice.reference_date),
            code,
            reason,
          }),
    do: officialHeading(typeOf(invoice), {
      rangeEnd: dateFromText(invoice.fecha_vencimiento_secuencia),
      buyerEmail: invoice.buyer_email,
      buyerAddress: invoice.buyer_address,
      reason: number === undefined ? undefined : reason,
    }),
  })
}

/** The buyer's tax id as documents are found by; undefined where there is none in the field. */
export function buyerIdOf({ rnc_comprador: rnc = '' }: Invoice): string | undefined {
  return rnc.replaceAll(/[\s-]/g, '') || undefined
}

function lineOf(item: Item, type: DocumentType | undefined, original: string | undefined): Line {
  const { name, qty: quantity, price: unitPrice, amount, discount, description, kind, unit } = item
  const { own: MontoItem } = statedAmountOf({ quantity, unitPrice, discount, amount })
  return present<Line & { do?: unknown }>({
    name,
    quantity,
    unitPrice,
    description,
    kind,
    unit,
    discounts: discount === undefined || Number(discount) === 0 ? undefined : [{ amount: discount }],
    taxes: itbisOf(item.tax_rate, type, original),
    do: presentIfAny({ MontoItem, ...officialWithholding({ itbis: item.itbis_withheld, isr: item.isr_withheld }) }),
  })
}

/** The type of e-CF. What is too long or too short for an e-NCF may still say it. */
export function typeOf({ encf }: Invoice): string {
  return encf.trim().slice(1, 3)
}
