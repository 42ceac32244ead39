import { amountText, decimal, rounded, type Decimal } from '../../../domain/decimal.ts'
import { figureOf } from '../../content/figures.ts'
import { groupAt, groupFor, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { adjustmentsOf } from './adjustments.ts'
import type { Statements } from '../../content/statements.ts'

/** The totals that OtraMoneda repeats, with the names it has for them. */
const TOTALS = [
  ['MontoGravadoTotal', 'MontoGravadoTotalOtraMoneda'],
  ['MontoGravadoI1', 'MontoGravado1OtraMoneda'],
  ['MontoGravadoI2', 'MontoGravado2OtraMoneda'],
  ['MontoGravadoI3', 'MontoGravado3OtraMoneda'],
  ['MontoExento', 'MontoExentoOtraMoneda'],
  ['TotalITBIS', 'TotalITBISOtraMoneda'],
  ['TotalITBIS1', 'TotalITBIS1OtraMoneda'],
  ['TotalITBIS2', 'TotalITBIS2OtraMoneda'],
  ['TotalITBIS3', 'TotalITBIS3OtraMoneda'],
  ['MontoImpuestoAdicional', 'MontoImpuestoAdicionalOtraMoneda'],
  ['MontoTotal', 'MontoTotalOtraMoneda'],
] as const

const TAXES = [
  ['MontoImpuestoSelectivoConsumoEspecifico', 'MontoImpuestoSelectivoConsumoEspecificoOtraMoneda'],
  ['MontoImpuestoSelectivoConsumoAdvalorem', 'MontoImpuestoSelectivoConsumoAdvaloremOtraMoneda'],
  ['OtrosImpuestosAdicionales', 'OtrosImpuestosAdicionalesOtraMoneda'],
] as const

/** The schema takes these only above zero: where a few cents of a peso come to nothing, they are left out. */
const ABOVE_ZERO: ReadonlySet<string> = new Set([
  'MontoImpuestoAdicionalOtraMoneda',
  ...TAXES.map(([, other]) => other),
])

/** A cent of the other currency per line of the document: its figures are divisions of rounded ones. */
const CENT = decimal('0.01')

/**
 * Repeats the document in its other currency: every figure in pesos divided by TipoCambio. Only when both TipoMoneda and
 * TipoCambio are there.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), OtraMoneda and OtraMonedaDetalle
 */
export function settleOtherCurrency(content: Tree, totals: Tree, items: readonly Tree[], statements: Statements): void {
  const group = groupAt(groupAt(content, 'Encabezado'), 'OtraMoneda')
  const pesosPerUnit = figureOf(textAt(group, 'TipoCambio'))
  if (!group || group.TipoMoneda === undefined || !pesosPerUnit?.gt(0)) return

  const tolerance = CENT.times(Math.max(items.length, 1)).plus(CENT)
  repeat(totals, group, TOTALS, 'Encabezado.OtraMoneda', pesosPerUnit, tolerance, statements)
  settleTaxes(totals, group, pesosPerUnit, tolerance, statements)
  for (const [i, item] of items.entries()) settleLine(item, i, pesosPerUnit, statements)
  for (const entry of adjustmentsOf(content)) {
    const amount = figureOf(textAt(entry, 'MontoDescuentooRecargo'))
    if (amount) entry.MontoDescuentooRecargoOtraMoneda ??= amountText(amount.div(pesosPerUnit))
  }
}

function repeat(
  from: Tree,
  to: Tree,
  names: readonly (readonly [string, string])[],
  path: string,
  pesosPerUnit: Decimal,
  tolerance: Decimal,
  statements: Statements,
): void {
  for (const [name, other] of names) {
    const amount = figureOf(textAt(from, name))?.div(pesosPerUnit)
    if (!amount || (to[other] === undefined && ABOVE_ZERO.has(other) && rounded(amount).lte(0))) continue
    statements.settle(to, path, other, amount, tolerance)
  }
}

function settleTaxes(
  totals: Tree,
  group: Tree,
  pesosPerUnit: Decimal,
  tolerance: Decimal,
  statements: Statements,
): void {
  const entries = groupsAt(groupAt(totals, 'ImpuestosAdicionales'), 'ImpuestoAdicional')
  if (entries.length === 0) return
  const others = groupFor(group, 'ImpuestosAdicionalesOtraMoneda')
  others.ImpuestoAdicionalOtraMoneda ??= entries.map((entry) => ({
    ...(entry.TipoImpuesto === undefined ? {} : { TipoImpuestoOtraMoneda: entry.TipoImpuesto }),
    ...(entry.TasaImpuestoAdicional === undefined
      ? {}
      : { TasaImpuestoAdicionalOtraMoneda: entry.TasaImpuestoAdicional }),
  }))
  for (const [i, other] of groupsAt(others, 'ImpuestoAdicionalOtraMoneda').entries()) {
    const entry = entries.find((each) => each.TipoImpuesto === other.TipoImpuestoOtraMoneda)
    if (!entry) continue
    const path = `Encabezado.OtraMoneda.ImpuestosAdicionalesOtraMoneda.ImpuestoAdicionalOtraMoneda[${i}]`
    repeat(entry, other, TAXES, path, pesosPerUnit, tolerance, statements)
  }
}

function settleLine(item: Tree, index: number, pesosPerUnit: Decimal, statements: Statements): void {
  const detail = groupFor(item, 'OtraMonedaDetalle')
  const price = figureOf(textAt(item, 'PrecioUnitarioItem'))
  if (price) detail.PrecioOtraMoneda ??= amountText(price.div(pesosPerUnit), 4)
  const path = `DetallesItems.Item[${index}].OtraMonedaDetalle`
  repeat(item, detail, LINE, path, pesosPerUnit, CENT, statements)
}

const LINE = [
  ['DescuentoMonto', 'DescuentoOtraMoneda'],
  ['RecargoMonto', 'RecargoOtraMoneda'],
  ['MontoItem', 'MontoItemOtraMoneda'],
] as const
