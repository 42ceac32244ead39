import { amountText, type Decimal, decimal, rounded, sum } from '../../../domain/decimal.ts'
import type { PrintedTotal } from '../../../domain/printed-page.ts'
import { figureOf } from '../../content/figures.ts'
import type { Group } from './group.ts'
import { IVA, taxOf } from './tax-names.ts'

/** What the state pays of each unit of a line, as the column of annex 2 shows it; undefined where there is no subsidy. */
export function subsidyOfUnit(line: Group): string | undefined {
  return unitSubsidy(line)?.toFixed()
}

/**
 * What the buyer of something subsidised saves and what it would cost without, both with IVA. Left out unless the lines make the
 * subsidy that the document states: paper must not compute what its document contradicts.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 6
 */
export function savingsOf(root: Group, info: Group): readonly PrintedTotal[] {
  const stated = figureOf(info.peek('totalSubsidio'))
  const total = figureOf(info.peek('importeTotal'))
  const lines = root.each('detalles', 'detalle')
  const subsidies = lines.map(lineSubsidy)
  if (!stated?.gt(0) || !total || !rounded(sum(subsidies)).eq(stated)) return []
  const saved = rounded(sum(lines.map((line, i) => (subsidies[i] ?? NOTHING).times(ivaFactor(line)))))
  return [
    { label: 'VALOR TOTAL SIN SUBSIDIO', value: amountText(total.plus(saved)) },
    { label: 'AHORRO POR SUBSIDIO (incluye IVA cuando corresponda)', value: amountText(saved) },
  ]
}

const NOTHING = decimal('0')

function unitSubsidy(line: Group): Decimal | undefined {
  const full = figureOf(line.peek('precioSinSubsidio'))
  const paid = figureOf(line.peek('precioUnitario'))
  return full && paid && full.gt(paid) ? full.minus(paid) : undefined
}

function lineSubsidy(line: Group): Decimal {
  const quantity = figureOf(line.peek('cantidad'))
  return quantity ? (unitSubsidy(line) ?? NOTHING).times(quantity) : NOTHING
}

function ivaFactor(line: Group): Decimal {
  const iva = line.each('impuestos', 'impuesto').find((tax) => taxOf(tax) === IVA)
  return (figureOf(iva?.peek('tarifa')) ?? NOTHING).div(100).plus(1)
}
