import { ZERO, decimal, rounded, type Decimal } from '../../../domain/decimal.ts'
import { figureOf } from '../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import type { Statements } from '../../content/statements.ts'

/** A line as the totals need it. */
export interface LineFigures {
  readonly item: Tree
  readonly indicator: string | undefined
  readonly quantity: Decimal
  readonly unitPrice: Decimal
  /** MontoItem in force. */
  readonly amount: Decimal
  /** Codes of its additional taxes. */
  readonly taxCodes: readonly string[]
}

/**
 * How far a stated line may be from ours before DGII accepts the document only conditionally, in pesos.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), "Cuadratura"
 */
export const LINE_TOLERANCE: Decimal = decimal('1')

/**
 * MontoItem = PrecioUnitarioItem × CantidadItem − DescuentoMonto + RecargoMonto, two decimals, half up; a percentage discount or
 * charge is that part of price × quantity. Undefined when quantity or price is no figure.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), MontoItem, DescuentoMonto, RecargoMonto
 */
export function lineFigures(item: Tree, index: number, statements: Statements): LineFigures | undefined {
  const quantity = figureOf(textAt(item, 'CantidadItem'))
  const unitPrice = figureOf(textAt(item, 'PrecioUnitarioItem'))
  if (!quantity || !unitPrice) return undefined

  const path = `DetallesItems.Item[${index}]`
  let net = unitPrice.times(quantity)
  if (
    item.TablaSubDescuento !== undefined ||
    item.RecargoMonto !== undefined ||
    item.DescuentoMonto !== undefined ||
    item.TablaSubRecargo !== undefined
  ) {
    const discount = partsOf(item, path, DISCOUNT, net, statements)
    const charge = partsOf(item, path, CHARGE, net, statements)
    net = net.minus(discount).plus(charge)
  }
  return {
    item,
    indicator: textAt(item, 'IndicadorFacturacion'),
    quantity,
    unitPrice,
    amount: statements.settle(item, path, 'MontoItem', rounded(net), LINE_TOLERANCE),
    taxCodes: taxCodesOf(item),
  }
}

/** The additional-tax codes of a line. */
export function taxCodesOf(item: Tree): readonly string[] {
  if (item.TablaImpuestoAdicional === undefined) return NO_CODES
  const codes = groupsAt(groupAt(item, 'TablaImpuestoAdicional'), 'ImpuestoAdicional').map((tax) =>
    textAt(tax, 'TipoImpuesto'),
  )
  return codes.filter((code) => code !== undefined)
}

const NO_CODES: readonly string[] = []

/** The names of a line's discounts. */
export const DISCOUNT = {
  total: 'DescuentoMonto',
  table: 'TablaSubDescuento',
  entry: 'SubDescuento',
  type: 'TipoSubDescuento',
  percent: 'SubDescuentoPorcentaje',
  amount: 'MontoSubDescuento',
} as const
/** The names of a line's charges. */
export const CHARGE = {
  total: 'RecargoMonto',
  table: 'TablaSubRecargo',
  entry: 'SubRecargo',
  type: 'TipoSubRecargo',
  percent: 'SubRecargoPorcentaje',
  amount: 'MontoSubRecargo',
} as const

/** Settles the parts of a discount or charge and their sum. */
function partsOf(
  item: Tree,
  path: string,
  names: typeof DISCOUNT | typeof CHARGE,
  gross: Decimal,
  statements: Statements,
): Decimal {
  const entries = groupsAt(groupAt(item, names.table), names.entry)
  if (entries.length === 0) return figureOf(textAt(item, names.total)) ?? ZERO
  let total = ZERO
  for (const [i, entry] of entries.entries()) {
    const percent = figureOf(textAt(entry, names.percent))
    const amount = percent
      ? statements.settle(
          entry,
          `${path}.${names.table}.${names.entry}[${i}]`,
          names.amount,
          rounded(gross.times(percent).div(100)),
          LINE_TOLERANCE,
        )
      : figureOf(textAt(entry, names.amount))
    if (amount) total = total.plus(amount)
  }
  return statements.settle(item, path, names.total, total, LINE_TOLERANCE)
}
