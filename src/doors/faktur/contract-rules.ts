import { buyerIdMessage } from './buyer-id.ts'
import type { ContractProblem } from './contract-problems.ts'
import type { InvoiceBody, InvoiceItem } from './invoice-schema.ts'
import { IVA } from './to-draft.ts'

const FINAL_CONSUMER = '07'
/** rateCode of IVA at 0 percent. */
const ZERO = '0'

/** What the contract asks beyond what the law does. */
export function contractProblems(body: InvoiceBody): readonly ContractProblem[] {
  return [
    ...rucProblems(body),
    ...body.items.flatMap((item, i) => taxProblems(item, `items[${i}]`, body.buyerIdType)),
    ...(body.payments ?? []).flatMap(({ termDays = 0, termUnit }, i): ContractProblem[] =>
      termDays > 0 && termUnit === undefined ? [{ code: 'MISSING_TERM_UNIT', field: `payments[${i}].termUnit` }] : [],
    ),
  ]
}

/** By law a RUC may end in the number of another establishment. */
function rucProblems({ buyerIdType, buyerId }: InvoiceBody): readonly ContractProblem[] {
  if (buyerIdType !== '04' || /^\d{10}001$/.test(buyerId)) return []
  return [{ code: 'INVALID_BUYER_ID', field: 'buyerId', message: buyerIdMessage(buyerIdType) }]
}

function taxProblems({ taxes }: InvoiceItem, item: string, buyerIdType: string): readonly ContractProblem[] {
  const seen = new Set<string>()
  return taxes.flatMap(({ taxCode, rateCode, rate, taxableBase }, i) => {
    const at = `${item}.taxes[${i}]`
    const problems: ContractProblem[] = []
    if (taxCode === IVA && rateCode === ZERO && buyerIdType === FINAL_CONSUMER)
      problems.push({ code: 'IVA_ZERO_CONSUMIDOR_FINAL', field: `${at}.rateCode` })
    if (seen.has(`${taxCode}/${rateCode}`)) problems.push({ code: 'DUPLICATE_TAX_ENTRY', field: at })
    seen.add(`${taxCode}/${rateCode}`)
    if (taxCode !== IVA && rate === undefined) problems.push({ code: 'MISSING_RATE', field: `${at}.rate` })
    if (taxCode !== IVA && taxableBase === undefined)
      problems.push({ code: 'MISSING_TAX_BASE', field: `${at}.taxableBase` })
    return problems
  })
}
