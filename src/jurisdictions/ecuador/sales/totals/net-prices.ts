import { amountText, rounded, sum, ZERO, type Decimal } from '../../../../domain/decimal.ts'
import { dressed } from '../../../content/figures.ts'
import { ivaCodeOf, ivaPercentOf } from './iva.ts'
import type { Offer } from './offer.ts'
import { runningShares } from './running-shares.ts'

/**
 * Takes the IVA out of prices that hold it, so that the buyer pays exactly what was asked. What is paid for all lines of a rate
 * is divided once and shared out over them to the cent; a unit price carries six decimals, so that quantity × price − discount comes
 * to that share again. Returns what is paid by IVA code: the tax is what is left of it (see `sums.ts`), because no amount without
 * IVA comes to 10.00 when 15 % are added and rounded.
 *
 * From some ten thousand units on six decimals no longer tell cents apart: such a line may come out cents off.
 */
export function netPrices(offers: readonly Offer[]): ReadonlyMap<string, Decimal> {
  const paid = new Map<string, Decimal>()
  for (const [code, ofRate] of Map.groupBy(offers, ({ item }) => ivaCodeOf(item))) {
    const percent = ivaPercentOf(code)
    if (!percent || percent.eq(0)) continue
    const divisor = percent.div(100).plus(1)
    const grosses = ofRate.map(({ gross, discount }) => rounded(gross).minus(discount))
    const nets = runningShares(grosses.map((gross) => gross.div(divisor)))
    for (const [i, offer] of ofRate.entries()) writeNet(offer, nets[i] ?? ZERO, divisor)
    paid.set(code, sum(grosses))
  }
  return paid
}

function writeNet({ item, quantity, unitPrice, discount }: Offer, net: Decimal, divisor: Decimal): void {
  const netDiscount = rounded(discount.div(divisor))
  item.descuento ??= amountText(netDiscount)
  const plain = rounded(unitPrice.div(divisor), 6)
  const isExact = rounded(quantity.times(plain)).minus(netDiscount).eq(net)
  const price = isExact || quantity.eq(0) ? plain : rounded(net.plus(netDiscount).div(quantity), 6)
  item.precioUnitario = dressed(price.toFixed(), 6)
}
