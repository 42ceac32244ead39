import { amountText, decimal } from '../../domain/decimal.ts'
import type { Document } from '../../domain/document.ts'

/** A document's total in two parts, as plain decimals. */
export interface PlainTotals {
  /** Everything but ITBIS. */
  readonly amount: string
  /** Its ITBIS. */
  readonly tax: string
  readonly total: string
}

/** What a document comes to, as it was signed. */
export function plainTotalsOf({ total, totals }: Pick<Document, 'total' | 'totals'>): PlainTotals {
  const tax = decimal(totals.TotalITBIS ?? '0')
  return { amount: amountText(decimal(total).minus(tax)), tax: amountText(tax), total }
}
