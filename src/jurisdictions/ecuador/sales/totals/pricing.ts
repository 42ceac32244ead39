import { amountText, type Decimal } from '../../../../domain/decimal.ts'
import type { Fault } from '../../../../domain/fault.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import { dollars } from '../../content/dollars.ts'
import type { Sources } from '../../content/sources.ts'
import { ICE } from '../line-taxes.ts'
import { shareDiscounts } from './document-discounts.ts'
import { netPrices } from './net-prices.ts'
import { offerOf, type Offer } from './offer.ts'

/** What the prices of a sale hold. */
export interface Pricing {
  /** By IVA code, what is paid for the lines whose prices hold that IVA, with it. Empty when prices are without. */
  readonly paidWithIva: ReadonlyMap<string, Decimal>
}

/**
 * Writes `precioUnitario` and `descuento` of each line from the neutral price and discounts; what a line's block states stands,
 * and is without IVA whatever the draft says. SRI knows no discount of the document as a whole: it is shared out over the lines.
 */
export function priceLines(items: readonly Tree[], sources: Sources): Pricing {
  const { draft, faults } = sources
  faults.push(...chargeFaults(sources))
  const offers: Offer[] = []
  const neutral: Offer[] = []
  for (const [i, item] of items.entries()) {
    const line = draft.lines[i]
    const offer = line && offerOf(item, line, sources)
    if (!offer) continue
    if (item.descuento === undefined) offers.push(offer)
    if (item.precioUnitario === undefined) neutral.push(offer)
  }
  shareDiscounts(offers, sources)

  const withIva = draft.pricesIncludeTax === true ? neutral : []
  for (const { item } of withIva) if (hasIce(item)) faults.push(ICE_IN_PRICE)
  const paidWithIva = netPrices(withIva)
  writeStated(items, offers, sources)
  return { paidWithIva }
}

/** Writes what nothing has been written for yet; a price that is no figure stands, for the format table to judge. */
function writeStated(items: readonly Tree[], offers: readonly Offer[], { draft }: Sources): void {
  for (const [i, item] of items.entries()) {
    const price = dollars(draft.lines[i]?.unitPrice, 6, draft)
    if (price !== undefined) item.precioUnitario ??= price
  }
  for (const { item, discount } of offers) item.descuento ??= amountText(discount)
  for (const item of items) item.descuento ??= '0.00'
}

function hasIce(item: Tree): boolean {
  return groupsAt(groupAt(item, 'impuestos'), 'impuesto').some((tax) => textAt(tax, 'codigo') === ICE)
}

const ICE_IN_PRICE: Fault = {
  code: 'ice-in-price',
  path: 'pricesIncludeTax',
  severity: 'error',
  message: {
    es: 'Con ICE dé los precios sin impuestos: de un precio con IVA no se sabe cuánto es ICE.',
    en: 'With ICE give prices without tax: of a price with IVA it is not known how much is ICE.',
  },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), annex 3: the base of IVA holds the ICE',
}

function chargeFaults({ draft }: Sources): readonly Fault[] {
  const lines = draft.lines.flatMap(({ charges }, i) => (charges?.length ? [noCharges(`lines[${i}].charges`)] : []))
  return draft.charges?.length ? [...lines, noCharges('charges')] : lines
}

function noCharges(path: string): Fault {
  return {
    code: 'charge-unknown',
    path,
    severity: 'error',
    message: {
      es: 'En Ecuador un recargo es una línea con sus impuestos, o ec.infoFactura.propina, o lo de terceros en ec.otrosRubrosTerceros.',
      en: 'In Ecuador a charge is a line with its taxes, or ec.infoFactura.propina, or for others in ec.otrosRubrosTerceros.',
    },
    source: 'SRI, Ficha técnica offline v2.32 (oct-2025), annexes 3 and 8',
  }
}
