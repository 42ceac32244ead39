import { ZERO, type Decimal } from '../../../domain/decimal.ts'
import { EXEMPT, ITBIS, itbisOfIndicator } from '../itbis.ts'
import type { LineFigures } from './lines.ts'

/** IndicadorFacturacion of the lines that make up the document: those at each rate of ITBIS, and the exempt ones. */
export const BILLED: readonly string[] = [...ITBIS.map(({ indicator }) => indicator), EXEMPT]

/** What the lines of one indicator come to. */
export interface Base {
  /** Sum of MontoItem, as the lines state it. */
  readonly gross: Decimal
  /** The same without ITBIS, where the prices hold it; before global discounts and charges. Unrounded. */
  readonly net: Decimal
}

/**
 * Sums the lines by indicator. Where prices hold ITBIS (IndicadorMontoGravado 1) the sum is divided first, and global discounts
 * are taken off after, at 18 and at 16 percent alike; the format document words the second one the other way round, but the
 * official test sets divide first in both.
 *
 * `divisorOf` gives the divisor of a line that is not divided by its indicator's own (Norma 10-07).
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), MontoGravadoI1 to I3, MontoExento; official test set, E310000000004
 */
export function basesOf(
  lines: readonly LineFigures[],
  pricesHoldItbis: boolean,
  divisorOf?: (line: LineFigures) => Decimal | undefined,
): ReadonlyMap<string, Base> {
  const sums = new Map<string, { gross: Decimal; ordinary: Decimal; special: Decimal }>()
  for (const line of lines) {
    if (line.indicator === undefined) continue
    const sum = sums.get(line.indicator) ?? { gross: ZERO, ordinary: ZERO, special: ZERO }
    const divisor = pricesHoldItbis ? divisorOf?.(line) : undefined
    sum.gross = sum.gross.plus(line.amount)
    if (divisor) sum.special = sum.special.plus(line.amount.div(divisor))
    else sum.ordinary = sum.ordinary.plus(line.amount)
    sums.set(line.indicator, sum)
  }
  const bases = new Map<string, Base>()
  for (const [indicator, { gross, ordinary, special }] of sums) {
    const divisor = pricesHoldItbis ? itbisOfIndicator(indicator)?.divisor : undefined
    const net = divisor ? ordinary.div(divisor).plus(special) : gross
    bases.set(indicator, { gross, net })
  }
  return bases
}
