import { rounded, sum, type Decimal } from '../../../../domain/decimal.ts'
import type { Adjustment } from '../../../../domain/draft.ts'
import type { Fault } from '../../../../domain/fault.ts'
import { exactText, figureOf } from '../../../content/figures.ts'
import type { Tree } from '../../../content/tree.ts'
import { inDollars } from '../../content/dollars.ts'
import { FICHA } from '../../content/rule.ts'
import type { Sources } from '../../content/sources.ts'
import { ivaCodeOf, ivaPercentOf } from './iva.ts'
import type { Offer } from './offer.ts'
import { proportionalShares } from './running-shares.ts'

/**
 * Takes the discounts of the document off its lines, in proportion to what each comes to after its own. `appliesTo` picks lines by
 * their IVA: its rate, such as `15` or `0`, `exempt` or `outside`.
 */
export function shareDiscounts(offers: readonly Offer[], { draft, faults }: Sources): void {
  for (const [i, discount] of (draft.discounts ?? []).entries()) {
    const at = `discounts[${i}]`
    const touched = offers.filter(({ item }) => appliesTo(discount, item))
    const nets = touched.map(({ gross, discount: own }) => rounded(gross.minus(own)))
    const base = sum(nets)
    const amount = amountOf(discount, base, draft)
    if (touched.length === 0 && offers.length > 0) faults.push(touchesNothing(at))
    else if (amount?.gt(base)) faults.push(tooMuch(at, base))
    else if (amount) {
      for (const [n, share] of proportionalShares(amount, nets).entries()) {
        const offer = touched[n]
        if (offer) offer.discount = offer.discount.plus(share)
      }
    }
  }
}

function amountOf({ percent, amount }: Adjustment, base: Decimal, draft: Sources['draft']): Decimal | undefined {
  const part = figureOf(percent === undefined ? undefined : exactText(percent))
  const exact = part ? base.times(part).div(100) : inDollars(amount, draft)
  return exact && rounded(exact)
}

function appliesTo({ appliesTo: wanted }: Adjustment, item: Tree): boolean {
  if (wanted === undefined) return true
  const code = ivaCodeOf(item)
  if (wanted.toLowerCase() === 'exempt') return code === '7'
  if (wanted.toLowerCase() === 'outside') return code === '6'
  return code !== '6' && code !== '7' && figureOf(wanted)?.eq(ivaPercentOf(code) ?? '-1') === true
}

function touchesNothing(path: string): Fault {
  return fault('discount-touches-nothing', path, {
    es: 'Ninguna línea lleva este descuento: appliesTo es la tarifa de IVA de las líneas, como "15" o "0", o "exempt" u "outside".',
    en: 'No line takes this discount: appliesTo is the IVA rate of lines, such as "15" or "0", or "exempt" or "outside".',
  })
}

function tooMuch(path: string, base: Decimal): Fault {
  return fault('discount-exceeds', path, {
    es: `El descuento es mayor que las líneas que toca: ${base.toFixed(2)}.`,
    en: `The discount is more than the lines it touches: ${base.toFixed(2)}.`,
  })
}

function fault(code: string, path: string, message: Fault['message']): Fault {
  return { code, path, message, severity: 'error', source: `${FICHA}, annex 3, descuento` }
}
