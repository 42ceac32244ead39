import type { Decimal } from '../../../domain/decimal.ts'
import { GENERAL_ITBIS } from '../itbis.ts'
import { figureOf } from '../../content/figures.ts'
import type { Tree } from '../../content/tree.ts'
import { adjustmentsOf, isNorma1007 } from './adjustments.ts'
import type { LineFigures } from './lines.ts'
import { additionalTaxOf } from './tax-rates.ts'

/** The taxes that telecommunication prices hold besides ITBIS: the CDT and the selective tax on the service. */
const TELECOMMUNICATIONS = ['002', '004']

/**
 * Norma General 10-07: telecommunication prices hold ITBIS, the CDT and the selective tax all together, so such a line is divided by
 * 1 + 0.18 + the rates of 002 and 004 that it carries. Undefined unless the document has a discount under that rule and its
 * prices hold taxes.
 *
 * @source DGII, Norma General 10-07; Formato e-CF v1.0 (oct-2025), IndicadorNorma1007
 */
export function norma1007Divisor(
  content: Tree,
  pricesHoldItbis: boolean,
): ((line: LineFigures) => Decimal | undefined) | undefined {
  if (!pricesHoldItbis || !adjustmentsOf(content).some(isNorma1007)) return undefined
  return ({ indicator, taxCodes }) => {
    if (indicator !== GENERAL_ITBIS.indicator) return undefined
    let { divisor } = GENERAL_ITBIS
    for (const code of TELECOMMUNICATIONS) {
      const rate = taxCodes.includes(code) ? figureOf(additionalTaxOf(code)?.rate) : undefined
      if (rate) divisor = divisor.plus(rate.div(100))
    }
    return divisor
  }
}
