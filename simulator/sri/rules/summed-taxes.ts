import type { XmlElement } from '../../../src/xml/tree.ts'
import { sumOf } from '../../money.ts'
import type { Finding } from '../finding.ts'
import { taxesOf } from './lines.ts'
import { at, difference, type Compare } from './difference.ts'
import { isTax, IVA, taxFindings, taxKeyOf } from './taxes.ts'

/**
 * The taxes of the whole document: one entry for each tax and rate of the lines, with their bases added up. The IVA is computed on
 * that sum, whatever rounding did to the lines; other taxes are those of the lines.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 1 "Cálculo de impuestos", annex 3
 */
export function* summedTaxFindings(
  totals: readonly XmlElement[],
  lines: readonly XmlElement[],
  day: string,
  compare: Compare,
): Generator<Finding> {
  const ofLines = Map.groupBy(lines.flatMap(taxesOf), taxKeyOf)
  const keys = totals.map(taxKeyOf)
  if (new Set(keys).size < keys.length) yield difference('totalConImpuestos: un impuesto está repetido')
  const isComplete = lines.every((line) => taxesOf(line).length > 0)
  if (isComplete && keys.toSorted().join() !== [...ofLines.keys()].toSorted().join()) {
    yield difference('totalConImpuestos: los impuestos no son los de los detalles')
  }
  for (const total of totals) {
    const parts = ofLines.get(taxKeyOf(total))
    if (parts) {
      const bases = sumOf(parts.map((part) => at(part, 'baseImponible')))
      yield* compare('totalConImpuestos, baseImponible', at(total, 'baseImponible'), bases)
    }
    if (isTax(IVA)(total) || !parts) yield* taxFindings('totalConImpuestos', total, day, compare)
    else {
      const values = sumOf(parts.map((part) => at(part, 'valor')))
      yield* compare('totalConImpuestos, valor', at(total, 'valor'), values)
    }
  }
}
