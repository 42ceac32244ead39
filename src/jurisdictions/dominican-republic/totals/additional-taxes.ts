import { ZERO, rounded, type Decimal } from '../../../domain/decimal.ts'
import { figureOf } from '../../content/figures.ts'
import { groupAt, groupFor, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import type { Base } from './bases.ts'
import type { LineFigures } from './lines.ts'
import { adValoremAlcohol, adValoremCigarettes, specificAlcohol, specificCigarettes } from './selective.ts'
import type { Statements } from '../../content/statements.ts'
import { additionalTaxOf, isSelective, type AdditionalTax } from './tax-rates.ts'

/** What the additional taxes come to. */
export interface AdditionalTaxSums {
  /** MontoImpuestoAdicional in force. */
  readonly total: Decimal
  /** The selective consumption tax on the lines of each indicator: it is part of the base of ITBIS. */
  readonly selectiveByIndicator: ReadonlyMap<string, Decimal>
  /** Codes whose TasaImpuestoAdicional the document did not state. */
  readonly filledRates: ReadonlySet<string>
}

export interface AdditionalTaxContext {
  readonly lines: readonly LineFigures[]
  readonly bases: ReadonlyMap<string, Base>
  /** Global discounts and charges by indicator. */
  readonly adjustments: ReadonlyMap<string, Decimal>
  /** The amount of a line without the ITBIS (and whatever else) its price may hold. */
  readonly netOf: (line: LineFigures) => Decimal
  /** The rate of a tax that the document itself does not state. */
  readonly rateOf: (code: string) => string | undefined
  readonly statements: Statements
  readonly tolerance: Decimal
}

/**
 * Settles `Totales/ImpuestosAdicionales`: an entry per code with its rate and its amount.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), ImpuestosAdicionales; Informe técnico e-CF v1.0 (2022)
 */
export function settleAdditionalTaxes(totals: Tree, context: AdditionalTaxContext): AdditionalTaxSums {
  const stated = groupAt(totals, 'ImpuestosAdicionales')
  if (!stated && context.lines.every((line) => line.taxCodes.length === 0)) return NO_TAXES

  const entries = entriesFor(totals, context)
  const filledRates = fillRates(entries, context)
  const rates = new Map(
    entries.map((entry) => [textAt(entry, 'TipoImpuesto') ?? '', figureOf(textAt(entry, 'TasaImpuestoAdicional'))]),
  )
  const selectiveByIndicator = new Map<string, Decimal>()
  let total = ZERO
  for (const [i, entry] of entries.entries()) {
    const tax = additionalTaxOf(textAt(entry, 'TipoImpuesto') ?? '')
    if (!tax) continue
    const cells = cellsOf(tax, rates, context)
    let computed = ZERO
    for (const cell of cells.values()) computed = computed.plus(cell)
    const amount = settleAmount(entry, i, AMOUNT_NAMES[tax.kind], computed, context)
    total = total.plus(amount)
    if (isSelective(tax.code)) addCells(selectiveByIndicator, cells, amount.minus(computed))
  }
  if (total.gt(0) || totals.MontoImpuestoAdicional !== undefined) {
    total = context.statements.settle(totals, TOTALS_PATH, 'MontoImpuestoAdicional', total, context.tolerance)
  }
  return { total, selectiveByIndicator, filledRates }
}

const TOTALS_PATH = 'Encabezado.Totales'
const NO_TAXES: AdditionalTaxSums = { total: ZERO, selectiveByIndicator: new Map(), filledRates: new Set() }

const AMOUNT_NAMES: Readonly<Record<AdditionalTax['kind'], string>> = {
  other: 'OtrosImpuestosAdicionales',
  'specific-alcohol': 'MontoImpuestoSelectivoConsumoEspecifico',
  'specific-cigarettes': 'MontoImpuestoSelectivoConsumoEspecifico',
  'ad-valorem-alcohol': 'MontoImpuestoSelectivoConsumoAdvalorem',
  'ad-valorem-cigarettes': 'MontoImpuestoSelectivoConsumoAdvalorem',
}

/** The entries stated, and one more for each code that only the lines have. */
function entriesFor(totals: Tree, { lines }: AdditionalTaxContext): readonly Tree[] {
  const group = groupFor(totals, 'ImpuestosAdicionales')
  const entries = [...groupsAt(group, 'ImpuestoAdicional')]
  const known = new Set(entries.map((entry) => textAt(entry, 'TipoImpuesto')))
  for (const { taxCodes } of lines) {
    for (const code of taxCodes) {
      if (known.has(code)) continue
      known.add(code)
      entries.push({ TipoImpuesto: code })
    }
  }
  if (group.ImpuestoAdicional === undefined || Array.isArray(group.ImpuestoAdicional)) group.ImpuestoAdicional = entries
  return entries
}

/** Gives a rate to each entry that states none, and tells of which codes. */
function fillRates(entries: readonly Tree[], { rateOf }: AdditionalTaxContext): ReadonlySet<string> {
  const filled = new Set<string>()
  for (const entry of entries) {
    const code = textAt(entry, 'TipoImpuesto') ?? ''
    const rate = rateOf(code)
    if (rate === undefined || entry.TasaImpuestoAdicional !== undefined) continue
    entry.TasaImpuestoAdicional = rate
    filled.add(code)
  }
  return filled
}

/** The tax on the lines of each indicator, unrounded. */
function cellsOf(
  tax: AdditionalTax,
  rates: ReadonlyMap<string, Decimal | undefined>,
  context: AdditionalTaxContext,
): ReadonlyMap<string, Decimal> {
  const rate = rates.get(tax.code)
  const cells = new Map<string, Decimal>()
  if (!rate) return cells
  for (const line of context.lines) {
    if (!line.taxCodes.includes(tax.code)) continue
    const indicator = line.indicator ?? ''
    const amount =
      tax.kind === 'other' ? baseOf(tax, line, context).times(rate).div(100) : selectiveOf(tax, line, rate, rates)
    cells.set(indicator, (cells.get(indicator) ?? ZERO).plus(amount))
  }
  return cells
}

/**
 * 001 to 004 are charged on the amount without ITBIS, 005 on the amount as it stands, and each on the line's share of the global
 * discounts and charges as well, which are spread in proportion to MontoItem.
 */
function baseOf(tax: AdditionalTax, line: LineFigures, { netOf, bases, adjustments }: AdditionalTaxContext): Decimal {
  const own = tax.code === '005' ? line.amount : netOf(line)
  const adjustment = adjustments.get(line.indicator ?? '')
  const gross = bases.get(line.indicator ?? '')?.gross
  return adjustment && gross?.gt(0) ? own.plus(adjustment.times(line.amount).div(gross)) : own
}

/** The selective tax on one line, unrounded; zero for any other tax. `rates` has the rate of the code that goes with it. */
export function selectiveOf(
  tax: AdditionalTax,
  line: LineFigures,
  rate: Decimal,
  rates: ReadonlyMap<string, Decimal | undefined>,
): Decimal {
  const pairRate = (tax.pair === undefined ? undefined : rates.get(tax.pair)) ?? ZERO
  switch (tax.kind) {
    case 'specific-alcohol':
      return specificAlcohol(line, rate)
    case 'specific-cigarettes':
      return specificCigarettes(line, rate)
    case 'ad-valorem-alcohol':
      return adValoremAlcohol(line, rate, specificAlcohol(line, pairRate))
    case 'ad-valorem-cigarettes':
      return adValoremCigarettes(line, rate, pairRate)
    case 'other':
      return ZERO
  }
}

/** An amount of nothing is left out: the schema takes only amounts above zero. */
function settleAmount(
  entry: Tree,
  index: number,
  name: string,
  computed: Decimal,
  context: AdditionalTaxContext,
): Decimal {
  if (entry[name] === undefined && rounded(computed).lte(0)) return ZERO
  const path = `${TOTALS_PATH}.ImpuestosAdicionales.ImpuestoAdicional[${index}]`
  return context.statements.settle(entry, path, name, computed, context.tolerance)
}

/** Adds a code's cells to the sums; what the figure in force has over ours goes to the first indicator it touches. */
function addCells(sums: Map<string, Decimal>, cells: ReadonlyMap<string, Decimal>, difference: Decimal): void {
  let rest = difference
  for (const [indicator, cell] of cells) {
    sums.set(indicator, (sums.get(indicator) ?? ZERO).plus(cell).plus(rest))
    rest = ZERO
  }
}
