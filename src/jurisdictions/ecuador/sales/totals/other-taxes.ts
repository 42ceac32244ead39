import { rounded, type Decimal } from '../../../../domain/decimal.ts'
import { dressed, figureOf } from '../../../content/figures.ts'
import type { Statements } from '../../../content/statements.ts'
import { textAt, type Tree } from '../../../content/tree.ts'
import { iceOf, type IceRate } from '../../catalogs/ice-rates.ts'
import { IRBPNR_RATE } from '../../catalogs/irbpnr-rates.ts'
import { ICE, IRBPNR } from '../line-taxes.ts'
import { TOLERANCE } from './tolerance.ts'

/** What the taxes of a line are reckoned from. */
export interface TaxedLine {
  readonly amount: Decimal
  readonly quantity: Decimal
  /** Of the document, four digits. */
  readonly year: string
}

/** Where a tax stands. */
export interface TaxPlace {
  readonly tax: Tree
  readonly path: string
  readonly codigo: string
  readonly codigoPorcentaje: string
}

/**
 * Settles rate, base and amount of ICE or IRBPNR on a line. Undefined when they cannot be computed and are not stated: ICE on
 * litres of alcohol or grams of sugar, which the line does not tell, or a code without a rate on the day.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 1 and table 18
 */
export function settleOtherTax(
  place: TaxPlace,
  line: TaxedLine,
  statements: Statements,
): { readonly base: Decimal; readonly value: Decimal } | undefined {
  const charge = place.codigo === IRBPNR ? BOTTLES : place.codigo === ICE ? iceChargeOf(place, line.year) : undefined
  if (!charge) return undefined
  const { tax, path } = place
  if (charge.rate !== undefined) tax.tarifa ??= dressed(charge.rate, 2)
  const ownBase = charge.of === 'amount' ? line.amount : charge.of === 'units' ? line.quantity : undefined
  const base = ownBase
    ? settleBase(place, rounded(ownBase), charge, statements)
    : figureOf(textAt(tax, 'baseImponible'))
  const rate = figureOf(textAt(tax, 'tarifa'))
  if (!base || !rate || charge.of === 'both') return statedOf(tax)
  const value = base.times(charge.of === 'amount' ? rate.div(100) : rate)
  return { base, value: statements.settle(tax, path, 'valor', rounded(value), TOLERANCE) }
}

/** What a tax is charged on: a percentage of the amount, so much for each unit, for something else, or for several at once. */
interface Charge {
  readonly of: 'amount' | 'units' | 'content' | 'both'
  /** As `tarifa` writes it; undefined when the client must say. */
  readonly rate: string | undefined
}

const BOTTLES: Charge = { of: 'units', rate: IRBPNR_RATE }

function iceChargeOf({ codigoPorcentaje }: TaxPlace, year: string): Charge {
  const ice = iceOf(codigoPorcentaje)
  if (!ice?.unit) return { of: 'amount', rate: ice?.adValorem }
  if (ice.adValorem !== undefined) return { of: 'both', rate: undefined }
  const isCounted = ice.unit === 'per-unit' || ice.unit === 'per-bag'
  return { of: isCounted ? 'units' : 'content', rate: specificRateOf(ice, year) }
}

/** The specific rates change every year; those of other years the client must state. */
function specificRateOf({ specific2023, specific2026 }: IceRate, year: string): string | undefined {
  return year === '2026' ? specific2026 : year === '2023' ? specific2023 : undefined
}

/** Units are whatever the client counts: a stated number of them is taken, a stated amount is compared. */
function settleBase({ tax, path }: TaxPlace, computed: Decimal, charge: Charge, statements: Statements): Decimal {
  const stated = figureOf(textAt(tax, 'baseImponible'))
  if (stated && charge.of === 'units') return stated
  return statements.settle(tax, path, 'baseImponible', computed, TOLERANCE)
}

function statedOf(tax: Tree): { readonly base: Decimal; readonly value: Decimal } | undefined {
  const base = figureOf(textAt(tax, 'baseImponible'))
  const value = figureOf(textAt(tax, 'valor'))
  return base && value && { base, value }
}
