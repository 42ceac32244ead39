import { calendarDateOf } from '../../domain/calendar.ts'
import { amountText, type Decimal, ZERO } from '../../domain/decimal.ts'
import { dressed } from '../../jurisdictions/content/figures.ts'
import { facturaDraft, type PlainPayment } from '../../jurisdictions/ecuador/factura-draft.ts'
import type { InvoiceBody } from './invoice-schema.ts'

/** The invoice as a draft of a factura of this issuer. */
export function draftOf(body: InvoiceBody, issuer: string): Record<string, unknown> {
  const { buyerIdType: idType, buyerId: id, buyerName: name, buyerEmail: email, buyerAddress: address } = body
  const { subtotal, totalDiscount, totalAmount } = body
  const issueDate = calendarDateOf(body.issueDate)
  if (!issueDate) throw new RangeError('the schema lets only dates through')
  return facturaDraft({
    issuer,
    issueDate,
    establishment: body.establishmentCode,
    emissionPoint: body.emissionPointCode,
    buyer: { idType, id, name, email, address },
    items: body.items.map(({ taxes, discount, ...item }) => ({
      ...item,
      discount: money(discount),
      taxes: taxes.map(({ taxCode: code, rateCode, rate, taxableBase, taxAmount }) => ({
        code,
        rateCode,
        rate: money(rate),
        taxableBase: money(taxableBase),
        taxAmount: money(taxAmount),
      })),
    })),
    payments: paymentsOf(body),
    infoFactura: {
      totalSinImpuestos: money(subtotal),
      totalDescuento: money(totalDiscount),
      importeTotal: money(totalAmount),
    },
  })
}

/** What a JSON number of the contract denotes. */
export function exactly(amount: number): Decimal {
  return ZERO.plus(String(amount))
}

const MOST_DECIMALS = 10

/** As official fields write it: a JSON number has dropped its zeros. */
function money(amount: number | undefined): string | undefined {
  return amount === undefined ? undefined : dressed(amountText(exactly(amount), MOST_DECIMALS), 2)
}

/** Without payments the whole total is paid through the financial system. */
function paymentsOf({ payments = [] }: InvoiceBody): readonly PlainPayment[] {
  if (payments.length === 0) return [{ method: '20' }]
  return payments.map(({ method, amount, termDays = 0, termUnit }) => {
    return { method, total: money(amount), ...(termDays === 0 ? {} : { term: termDays, termUnit }) }
  })
}
