import { decimal, rounded, sum, ZERO, type Decimal } from '../../../../domain/decimal.ts'
import { figureOf } from '../../../content/figures.ts'
import type { Statements } from '../../../content/statements.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import { ICE, IVA } from '../line-taxes.ts'
import { settleOtherTax, type TaxedLine, type TaxPlace } from './other-taxes.ts'
import { ivaPercentOf } from './iva.ts'
import { TOLERANCE } from './tolerance.ts'

/** A line as the totals need it. */
export interface LineFigures {
  readonly item: Tree
  /** precioTotalSinImpuesto in force. */
  readonly amount: Decimal
  readonly discount: Decimal
  readonly taxes: readonly TaxFigures[]
}

/** A tax of a line. The amount of IVA is settled last, from the whole of its rate. */
export interface TaxFigures extends TaxPlace {
  readonly base: Decimal
  /** Of ICE and IRBPNR; of IVA undefined. */
  readonly value: Decimal | undefined
}

/**
 * precioTotalSinImpuesto = cantidad × precioUnitario − descuento, half up to cents; the base of ICE is that, the base of IVA is
 * that and the ICE, the base of IRBPNR is the number of bottles. Undefined when quantity or price is no figure.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 1 "Cálculo de impuestos"
 */
export function lineFigures(item: Tree, at: string, year: string, statements: Statements): LineFigures | undefined {
  const quantity = figureOf(textAt(item, 'cantidad'))
  const unitPrice = figureOf(textAt(item, 'precioUnitario'))
  if (!quantity || !unitPrice) return undefined
  const discount = figureOf(textAt(item, 'descuento')) ?? ZERO
  const net = netOf(quantity.times(unitPrice), discount)
  const amount = statements.settle(item, at, 'precioTotalSinImpuesto', net, TOLERANCE)
  return { item, amount, discount, taxes: taxFiguresOf(item, at, { amount, quantity, year }, statements) }
}

/** A discount of the whole line may come to more than it only because discounts have whole cents: then nothing is left. */
function netOf(gross: Decimal, discount: Decimal): Decimal {
  const net = gross.minus(discount)
  return net.lt(0) && net.gt(LESS_THAN_NOTHING) ? ZERO : rounded(net)
}

const LESS_THAN_NOTHING = decimal('-0.01')

function taxFiguresOf(item: Tree, at: string, line: TaxedLine, statements: Statements): readonly TaxFigures[] {
  const places = groupsAt(groupAt(item, 'impuestos'), 'impuesto').map((tax, i) => ({
    tax,
    path: `${at}.impuestos.impuesto[${i}]`,
    codigo: textAt(tax, 'codigo') ?? '',
    codigoPorcentaje: textAt(tax, 'codigoPorcentaje') ?? '',
  }))
  const others = new Map(
    places.flatMap((place) => {
      const figures = place.codigo === IVA ? undefined : settleOtherTax(place, line, statements)
      return figures ? [[place.path, { ...place, ...figures }] as const] : []
    }),
  )
  const ice = sum([...others.values()].flatMap(({ codigo, value }) => (codigo === ICE ? [value] : [])))
  return places.flatMap((place) => {
    if (place.codigo !== IVA) return others.get(place.path) ?? []
    const percent = ivaPercentOf(place.codigoPorcentaje)
    if (percent) settleRate(place.tax, percent, statements)
    const base = statements.settle(place.tax, place.path, 'baseImponible', line.amount.plus(ice), TOLERANCE)
    return { ...place, base, value: undefined }
  })
}

/** Another rate than that of the code is told by a rule; the right one is written as Emite writes it where figures are only checked. */
function settleRate(tax: Tree, percent: Decimal, { areChecked }: Statements): void {
  const isRight = figureOf(textAt(tax, 'tarifa'))?.eq(percent) === true
  if (tax.tarifa === undefined || (areChecked && isRight)) tax.tarifa = percent.toFixed(2)
}
