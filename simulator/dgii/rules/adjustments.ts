import type { XmlElement } from '../../../src/xml/tree.ts'
import { money, sumOf, type Money } from '../../money.ts'
import { allAt, amountAt, textAt } from '../../reading.ts'
import { indicatorOf } from './lines.ts'

/** What discounts and charges on the whole document add to the lines of one tax treatment; negative for a discount. */
export function adjustmentOf(root: XmlElement, indicator: string): Money {
  return sumOf(
    adjustmentsOf(root)
      .filter((each) => textAt(each, 'IndicadorFacturacionDescuentooRecargo') === indicator && !isNorma1007(each))
      .map(signedAmount),
  )
}

/** A line's part of them: spread over the lines of its treatment in proportion to MontoItem. @source DGII, Informe técnico v1.0 */
export function shareOf(root: XmlElement, line: XmlElement): Money {
  const indicator = indicatorOf(line)
  const all = sumOf(
    allAt(root, 'DetallesItems.Item')
      .filter((each) => indicatorOf(each) === indicator)
      .map((each) => amountAt(each, 'MontoItem') ?? money(0)),
  )
  const own = amountAt(line, 'MontoItem') ?? money(0)
  return all.eq(0) ? money(0) : adjustmentOf(root, indicator).times(own).div(all)
}

/** Discounts under Norma 10-07 (telecommunications): they come off what is to be paid, not off what is taxed. */
export function norma1007DiscountOf(root: XmlElement): Money {
  return sumOf(adjustmentsOf(root).filter(isNorma1007).map(signedAmount)).times(-1)
}

export function isUnderNorma1007(root: XmlElement): boolean {
  return adjustmentsOf(root).some(isNorma1007)
}

function adjustmentsOf(root: XmlElement): readonly XmlElement[] {
  return allAt(root, 'DescuentosORecargos.DescuentoORecargo')
}

function isNorma1007(adjustment: XmlElement): boolean {
  return textAt(adjustment, 'IndicadorNorma1007') === '1'
}

function signedAmount(adjustment: XmlElement): Money {
  const amount = amountAt(adjustment, 'MontoDescuentooRecargo') ?? money(0)
  return textAt(adjustment, 'TipoAjuste') === 'D' ? amount.times(-1) : amount
}
