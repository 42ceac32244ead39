import { ZERO, decimal, type Decimal } from '../../../domain/decimal.ts'
import { GENERAL_ITBIS } from '../itbis.ts'
import { figureOf } from '../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import type { LineFigures } from './lines.ts'

/** UnidadMedida of goods sold in bulk, which bear no specific tax. */
const BULK = '18'

const ALCOHOL_MARGIN = decimal('1.10')
const CIGARETTE_MARGIN = decimal('1.20')
const BULK_MARGIN = decimal('1.30')

/** True for a line sold in bulk. */
export function isBulk(item: Tree): boolean {
  return textAt(item, 'UnidadMedida') === BULK
}

/**
 * Specific tax on alcohol (006 to 018): rate × degrees % × reference quantity × sub-quantity × quantity, in pesos, unrounded.
 * Several sub-quantities are added up.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022) and Formato e-CF v1.0 (oct-2025), ISC específico
 */
export function specificAlcohol({ item, quantity }: LineFigures, rate: Decimal): Decimal {
  const degrees = figureOf(textAt(item, 'GradosAlcohol'))
  const reference = figureOf(textAt(item, 'CantidadReferencia'))
  if (!degrees || !reference || isBulk(item)) return ZERO
  let litres = ZERO
  for (const entry of groupsAt(groupAt(item, 'TablaSubcantidad'), 'SubcantidadItem')) {
    litres = litres.plus(figureOf(textAt(entry, 'Subcantidad')) ?? ZERO)
  }
  return rate.times(degrees).div(100).times(reference).times(litres).times(quantity)
}

/**
 * Specific tax on cigarettes (019 to 022): quantity × reference quantity × rate, unrounded.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), ISC específico
 */
export function specificCigarettes({ item, quantity }: LineFigures, rate: Decimal): Decimal {
  const reference = figureOf(textAt(item, 'CantidadReferencia'))
  return reference ? quantity.times(reference).times(rate) : ZERO
}

/**
 * Ad valorem tax on alcohol (023 to 035), unrounded. Per unit the base is (reference price ÷ 1.18 − specific tax per unit) ÷ 1.10;
 * in bulk it is the unit price × 1.30.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022) and Formato e-CF v1.0 (oct-2025), ISC ad valorem
 */
export function adValoremAlcohol(line: LineFigures, ratePercent: Decimal, specific: Decimal): Decimal {
  const { item, quantity, unitPrice } = line
  if (isBulk(item)) return unitPrice.times(BULK_MARGIN).times(ratePercent).div(100).times(quantity)
  const units = unitsOf(line)
  const price = figureOf(textAt(item, 'PrecioUnitarioReferencia'))
  if (!units || !price) return ZERO
  const base = price.div(GENERAL_ITBIS.divisor).minus(specific.div(units)).div(ALCOHOL_MARGIN)
  return base.times(ratePercent).div(100).times(units)
}

/**
 * Ad valorem tax on cigarettes (036 to 039), unrounded: (reference price ÷ 1.18 − specific rate) ÷ 1.20 × rate × units.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), ISC ad valorem
 */
export function adValoremCigarettes(line: LineFigures, ratePercent: Decimal, specificRate: Decimal): Decimal {
  const units = unitsOf(line)
  const price = figureOf(textAt(line.item, 'PrecioUnitarioReferencia'))
  if (!units || !price) return ZERO
  return price
    .div(GENERAL_ITBIS.divisor)
    .minus(specificRate)
    .div(CIGARETTE_MARGIN)
    .times(ratePercent)
    .div(100)
    .times(units)
}

/** Bottles or packs in the line; undefined when that is nothing. */
function unitsOf({ item, quantity }: LineFigures): Decimal | undefined {
  const units = figureOf(textAt(item, 'CantidadReferencia'))?.times(quantity)
  return units?.gt(0) ? units : undefined
}
