import { FINAL_CONSUMER } from '../../jurisdictions/ecuador/identity.ts'
import { isUnknownIce, IVA } from '../../jurisdictions/ecuador/factura-draft.ts'
import { buyerIdMessage, hasBuyerIdForm } from './buyer-id.ts'
import type { ContractCode, ContractProblem } from './contract-problems.ts'
import type { InvoiceBody, InvoiceItem } from './invoice-schema.ts'
import { exactly } from './to-draft.ts'

/** rateCode of IVA at 0 percent. */
const ZERO_RATE = '0'

const NO_ICE = "Must be a code of SRI's table of ICE (table 18), such as 3610."

/** What the contract asks beyond what the law does, of fields that could be read. */
export function contractProblems(
  { buyerIdType, buyerId, items, payments = [] }: InvoiceBody,
  isRead: (field: string) => boolean,
): readonly ContractProblem[] {
  const problems: ContractProblem[] = []
  const tell = (code: ContractCode, field: string, message?: string) => {
    const isOfShape = code === 'VALIDATION_ERROR'
    if (isRead(field)) problems.push({ code, field, isOfShape, ...(message === undefined ? {} : { message }) })
  }
  if (isRead('buyerIdType') && !isBuyerId(buyerIdType, buyerId))
    tell(hasBuyerIdForm(buyerIdType) ? 'INVALID_BUYER_ID' : 'VALIDATION_ERROR', 'buyerId', buyerIdMessage(buyerIdType))
  for (const [i, item] of items.entries()) {
    const at = `items[${i}]`
    if (exceedsLine(item) && isRead(`${at}.quantity`) && isRead(`${at}.unitPrice`))
      tell('DISCOUNT_EXCEEDS_SUBTOTAL', `${at}.discount`)
    const seen = new Set<string>()
    for (const [j, { taxCode, rateCode, rate, taxableBase }] of item.taxes.entries()) {
      const tax = `${at}.taxes[${j}]`
      if (!isRead(`${tax}.taxCode`) || !isRead(`${tax}.rateCode`)) continue
      if (seen.has(`${taxCode}/${rateCode}`)) tell('DUPLICATE_TAX_ENTRY', tax)
      seen.add(`${taxCode}/${rateCode}`)
      if (taxCode === IVA && rateCode === ZERO_RATE && buyerIdType === FINAL_CONSUMER.type && isRead('buyerIdType'))
        tell('IVA_ZERO_CONSUMIDOR_FINAL', `${tax}.rateCode`)
      if (isUnknownIce(taxCode, rateCode))
        problems.push({ code: 'VALIDATION_ERROR', field: `${tax}.rateCode`, message: NO_ICE })
      if (taxCode !== IVA && rate === undefined) tell('MISSING_RATE', `${tax}.rate`)
      if (taxCode !== IVA && taxableBase === undefined) tell('MISSING_TAX_BASE', `${tax}.taxableBase`)
    }
  }
  for (const [i, { termDays = 0, termUnit = '' }] of payments.entries()) {
    const isDue = termDays > 0 && isRead(`payments[${i}].termDays`)
    if (isDue && termUnit.trim() === '') tell('MISSING_TERM_UNIT', `payments[${i}].termUnit`)
  }
  return problems
}

/** By law a RUC may end in the number of another establishment. What more there is to an id the law knows. */
function isBuyerId(type: string, id: string): boolean {
  return type === '04' ? /^\d{10}001$/.test(id) : id.trim() !== ''
}

function exceedsLine({ quantity, unitPrice, discount = 0 }: InvoiceItem): boolean {
  return exactly(discount).gt(exactly(quantity).times(exactly(unitPrice)))
}
