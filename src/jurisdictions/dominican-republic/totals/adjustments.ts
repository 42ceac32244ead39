import { ZERO, amountText, rounded, type Decimal } from '../../../domain/decimal.ts'
import { EXEMPT, itbisAtRate, ratesInWords } from '../itbis.ts'
import type { Adjustment } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import { neutralText } from '../../content/plain-text.ts'
import { pesos, plainAmount, type Sources } from '../content/sources.ts'
import { figureOf } from '../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { BILLED, type Base } from './bases.ts'
import type { Statements } from '../../content/statements.ts'

/** A DescuentoORecargo that was made of a discount or charge of the draft. */
export interface Expanded {
  /** Where it stands in the draft. */
  readonly origin: string
  /** Its amount, unrounded, where prices hold ITBIS and so does the amount that the draft states. */
  readonly net: Decimal | undefined
}

/**
 * Writes the draft's discounts and charges as DescuentoORecargo entries; tells of each in order.
 *
 * MontoDescuentooRecargo is without ITBIS. Where prices hold it, the draft's amounts do as well, and each is divided as the prices
 * it touches are: who takes 11.80 off a price of 118.00 asks for 106.20.
 */
export function expandAdjustments(
  content: Tree,
  bases: ReadonlyMap<string, Base>,
  sources: Sources,
): readonly Expanded[] {
  const { discounts, charges } = sources.draft
  if ((!discounts?.length && !charges?.length) || content.DescuentosORecargos !== undefined) return NONE
  const entries: Tree[] = []
  const expanded: Expanded[] = []
  const add = (adjustment: Adjustment, kind: 'D' | 'R', origin: string) => {
    for (const { entry, net } of entriesOf(adjustment, kind, origin, bases, sources)) {
      entries.push({ NumeroLinea: String(entries.length + 1), ...entry })
      expanded.push({ origin, net })
    }
  }
  for (const [i, each] of (discounts ?? []).entries()) add(each, 'D', `discounts[${i}]`)
  for (const [i, each] of (charges ?? []).entries()) add(each, 'R', `charges[${i}]`)
  if (entries.length > 0) content.DescuentosORecargos = { DescuentoORecargo: entries }
  return expanded
}

/** What global discounts and charges come to. */
export interface AdjustmentSums {
  /** Added to the base of each indicator: discounts negative, charges positive. */
  readonly byIndicator: ReadonlyMap<string, Decimal>
  /** Norma 10-07 discounts: off ValorPagar, not off the base. */
  readonly norma1007: Decimal
}

/**
 * Settles each entry's amount and sums them by indicator. A percentage is of the lines of its indicator, without the ITBIS their
 * prices may hold, because the discount is taken off after dividing.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), DescuentosORecargos; Norma General 10-07
 */
export function settleAdjustments(
  content: Tree,
  bases: ReadonlyMap<string, Base>,
  expanded: readonly Expanded[],
  statements: Statements,
  tolerance: Decimal,
): AdjustmentSums {
  if (content.DescuentosORecargos === undefined) return NO_SUMS
  const byIndicator = new Map<string, Decimal>()
  let norma1007 = ZERO
  for (const [i, entry] of adjustmentsOf(content).entries()) {
    const indicator = textAt(entry, 'IndicadorFacturacionDescuentooRecargo') ?? ''
    const computed = expanded[i]?.net ?? percentageOf(entry, bases.get(indicator)?.net ?? ZERO)
    const amount = amountOf(entry, i, computed, statements, tolerance)
    if (!amount) continue
    const signed = textAt(entry, 'TipoAjuste') === 'R' ? amount : amount.neg()
    if (isNorma1007(entry)) norma1007 = norma1007.minus(signed)
    else byIndicator.set(indicator, (byIndicator.get(indicator) ?? ZERO).plus(signed))
  }
  return { byIndicator, norma1007 }
}

export function adjustmentsOf(content: Tree): readonly Tree[] {
  return groupsAt(groupAt(content, 'DescuentosORecargos'), 'DescuentoORecargo')
}

export function isNorma1007(entry: Tree): boolean {
  return textAt(entry, 'IndicadorNorma1007') === '1'
}

const NONE: readonly Expanded[] = []
const NO_SUMS: AdjustmentSums = { byIndicator: new Map(), norma1007: ZERO }

function amountOf(
  entry: Tree,
  index: number,
  computed: Decimal | undefined,
  statements: Statements,
  tolerance: Decimal,
): Decimal | undefined {
  if (!computed) return figureOf(textAt(entry, 'MontoDescuentooRecargo'))
  const path = `DescuentosORecargos.DescuentoORecargo[${index}]`
  return statements.settle(entry, path, 'MontoDescuentooRecargo', computed, tolerance)
}

function percentageOf(entry: Tree, base: Decimal): Decimal | undefined {
  const percent = textAt(entry, 'TipoValor') === '%' ? figureOf(textAt(entry, 'ValorDescuentooRecargo')) : undefined
  return percent && base.times(percent).div(100)
}

/**
 * One entry per indicator that the adjustment touches: those it names, else every one among the lines. An amount over several
 * indicators is shared out in proportion to their lines, to the cent.
 */
function entriesOf(
  adjustment: Adjustment,
  kind: 'D' | 'R',
  origin: string,
  bases: ReadonlyMap<string, Base>,
  sources: Sources,
): readonly { readonly entry: Tree; readonly net: Decimal | undefined }[] {
  const touched = indicatorsOf(adjustment, origin, bases, sources)
  const description = neutralText(adjustment.description)
  const percent = plainAmount(adjustment.percent, 2)
  const amount = percent === undefined ? pesos(adjustment.amount, 2, sources) : undefined
  const nets = netsOf(amount, touched, bases)
  const shares = nets ? [] : sharesOf(amount, touched, bases)
  return touched.map((indicator, i) => ({
    net: nets?.[i],
    entry: {
      TipoAjuste: kind,
      ...(description === undefined ? {} : { DescripcionDescuentooRecargo: description }),
      ...(percent === undefined ? { TipoValor: '$' } : { TipoValor: '%', ValorDescuentooRecargo: percent }),
      ...(shares[i] === undefined ? {} : { MontoDescuentooRecargo: shares[i] }),
      IndicadorFacturacionDescuentooRecargo: indicator,
    },
  }))
}

/**
 * The shares without ITBIS of an amount that holds it, unrounded; undefined where no price that it touches holds any. Each kind of
 * line bears its part of the prices and is divided as they were.
 */
function netsOf(
  amount: string | undefined,
  touched: readonly string[],
  bases: ReadonlyMap<string, Base>,
): readonly Decimal[] | undefined {
  const total = figureOf(amount)
  const own = touched.flatMap((indicator) => bases.get(indicator) ?? [])
  const whole = own.reduce((sum, { gross }) => sum.plus(gross), ZERO)
  // An amount of more decimals than an amount may have is left to the format table, which tells of it.
  if (!total?.eq(rounded(total)) || whole.lte(0) || own.every(({ gross, net }) => gross.eq(net))) return undefined
  return touched.map((indicator) => total.times(bases.get(indicator)?.net ?? ZERO).div(whole))
}

function sharesOf(
  amount: string | undefined,
  touched: readonly string[],
  bases: ReadonlyMap<string, Base>,
): readonly (string | undefined)[] {
  if (amount === undefined) return touched.map(() => undefined)
  const total = figureOf(amount)
  const whole = touched.reduce((sum, indicator) => sum.plus(bases.get(indicator)?.net ?? ZERO), ZERO)
  if (touched.length < 2 || !total || whole.lte(0)) return touched.map((_, i) => (i === 0 ? amount : '0.00'))
  // Each share is what the rounded sum grows by: none can be negative, and together they are the amount.
  let part = ZERO
  let given = ZERO
  return touched.map((indicator) => {
    part = part.plus(bases.get(indicator)?.net ?? ZERO)
    const share = rounded(total.times(part).div(whole)).minus(given)
    given = given.plus(share)
    return amountText(share)
  })
}

function indicatorsOf(
  { appliesTo }: Adjustment,
  origin: string,
  bases: ReadonlyMap<string, Base>,
  { faults }: Sources,
): readonly string[] {
  if (appliesTo === undefined) {
    const billed = BILLED.filter((indicator) => bases.has(indicator))
    if (billed.length === 0) faults.push(nothingBilled(origin))
    return billed
  }
  const indicator = appliesTo.toLowerCase() === 'exempt' ? EXEMPT : itbisAtRate(appliesTo)?.indicator
  if (indicator !== undefined) return [indicator]
  faults.push({
    code: 'adjustment-applies-to',
    path: `${origin}.appliesTo`,
    severity: 'error',
    message: {
      es: `Un descuento o recargo global toca las líneas de ITBIS ${ratesInWords('o', '"')}, o las exentas: "exempt".`,
      en: `A global discount or charge touches the lines at ITBIS ${ratesInWords('or', '"')}, or the exempt ones: "exempt".`,
    },
    source: 'DGII, Formato e-CF v1.0 (oct-2025), IndicadorFacturacionDescuentooRecargo',
  })
  return []
}

const nothingBilled = (origin: string): Fault => ({
  code: 'adjustment-indicator',
  path: origin,
  severity: 'error',
  message: {
    es: 'Un descuento o recargo global toca líneas facturables, y aquí no hay ninguna.',
    en: 'A discount or charge on the document touches billed lines, and there are none here.',
  },
  source: 'DGII, Formato e-CF v1.0 (oct-2025), IndicadorFacturacionDescuentooRecargo',
})
