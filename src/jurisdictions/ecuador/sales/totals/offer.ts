import { rounded, ZERO, type Decimal } from '../../../../domain/decimal.ts'
import type { Line } from '../../../../domain/draft.ts'
import { exactText, figureOf } from '../../../content/figures.ts'
import { textAt, type Tree } from '../../../content/tree.ts'
import { inDollars } from '../../content/dollars.ts'
import type { Sources } from '../../content/sources.ts'

/** A line as the client offers it: neutral amounts in dollars, IVA inside where the draft says so. */
export interface Offer {
  readonly item: Tree
  readonly quantity: Decimal
  readonly unitPrice: Decimal
  /** Quantity × price, unrounded. */
  readonly gross: Decimal
  /** Of the line and, once shared out, of the document; zero where the line's block states one, which is without IVA. */
  discount: Decimal
}

/** Reads the offer of a line: a price that its block states counts before the neutral one. Undefined where a figure is none. */
export function offerOf(item: Tree, line: Line, { draft }: Sources): Offer | undefined {
  const quantity = figureOf(textAt(item, 'cantidad'))
  const unitPrice = figureOf(textAt(item, 'precioUnitario')) ?? inDollars(line.unitPrice, draft)
  if (!quantity || !unitPrice) return undefined
  const gross = quantity.times(unitPrice)
  const discount = item.descuento === undefined ? lineDiscountOf(line, gross, draft) : ZERO
  return { item, quantity, unitPrice, gross, discount }
}

/** The discounts of a line, each rounded to cents. */
function lineDiscountOf({ discounts }: Line, gross: Decimal, draft: Sources['draft']): Decimal {
  return (discounts ?? []).reduce((sum, { percent, amount }) => {
    const part = figureOf(percent === undefined ? undefined : exactText(percent))
    return sum.plus(rounded(part ? gross.times(part).div(100) : (inDollars(amount, draft) ?? ZERO)))
  }, ZERO)
}
