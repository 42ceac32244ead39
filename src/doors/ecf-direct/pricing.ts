import { unstatedRate } from '../../jurisdictions/dominican-republic/drafting.ts'
import { statedAmountOf, taxInPrices } from '../../jurisdictions/dominican-republic/stated-figures.ts'
import type { DocumentType } from '../../jurisdictions/jurisdiction.ts'
import type { FieldError } from './errors.ts'
import type { Invoice, Item } from './invoice-schema.ts'

/** What the contract's figures say, where no field says it. */
export interface Pricing {
  /** Undefined when nothing is taxed, or when the figures do not tell. */
  readonly pricesIncludeTax: boolean | undefined
  readonly errors: readonly FieldError[]
}

/** What `total` and the amounts tell, and where they contradict each other. */
export function pricingOf(
  { items, total, reference_encf: original }: Invoice,
  type: DocumentType | undefined,
): Pricing {
  const unstated = unstatedRate(type, original)
  const amounts = items.map(({ amount, tax_rate: rate = unstated }) => {
    return { amount, rate: type?.taxesImplied === true || rate === 'exempt' ? '0' : rate }
  })
  const { pricesIncludeTax, contradiction } = taxInPrices(amounts, total)
  const errors = items.flatMap(amountErrors)
  if (!contradiction) return { pricesIncludeTax, errors }
  const { stated, included, excluded } = contradiction
  const message =
    included === excluded
      ? `It says ${stated}, and the amounts add up to ${included}.`
      : `It says ${stated}. It must be ${included} where the prices include ITBIS, or ${excluded} where they do not.`
  return { pricesIncludeTax, errors: [...errors, { field: 'total', message }] }
}

function amountErrors({ qty: quantity, price: unitPrice, discount, amount }: Item, i: number): readonly FieldError[] {
  const { contradiction } = statedAmountOf({ quantity, unitPrice, discount, amount })
  if (!contradiction) return []
  const { stated, computed } = contradiction
  const message = `It says ${stated}, and qty times price less discount makes ${computed}.`
  return [{ field: `items[${i}].amount`, message }]
}
