import { ZERO, amountText, rounded, type Decimal } from '../../../domain/decimal.ts'
import type { Adjustment } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import { neutralText } from '../../content/plain-text.ts'
import { pesos, plainAmount, type Sources } from '../content/sources.ts'
import { figureOf } from '../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { BILLED, type Base, type Billed } from './bases.ts'
import type { Statements } from '../../content/statements.ts'

/** Writes the draft's discounts and charges as DescuentoORecargo entries; returns where in the draft each came from. */
export function expandAdjustments(
  content: Tree,
  bases: ReadonlyMap<string, Base>,
  sources: Sources,
): readonly (string | undefined)[] {
  const { discounts, charges } = sources.draft
  if ((!discounts?.length && !charges?.length) || content.DescuentosORecargos !== undefined) return NONE
  const entries: Tree[] = []
  const origins: string[] = []
  const add = (adjustment: Adjustment, kind: 'D' | 'R', origin: string) => {
    for (const entry of entriesOf(adjustment, kind, origin, bases, sources)) {
      entries.push({ NumeroLinea: String(entries.length + 1), ...entry })
      origins.push(origin)
    }
  }
  for (const [i, each] of (discounts ?? []).entries()) add(each, 'D', `discounts[${i}]`)
  for (const [i, each] of (charges ?? []).entries()) add(each, 'R', `charges[${i}]`)
  if (entries.length > 0) content.DescuentosORecargos = { DescuentoORecargo: entries }
  return origins
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
  statements: Statements,
  tolerance: Decimal,
): AdjustmentSums {
  if (content.DescuentosORecargos === undefined) return NO_SUMS
  const byIndicator = new Map<string, Decimal>()
  let norma1007 = ZERO
  for (const [i, entry] of adjustmentsOf(content).entries()) {
    const indicator = textAt(entry, 'IndicadorFacturacionDescuentooRecargo') ?? ''
    const amount = amountOf(entry, i, bases.get(indicator)?.net ?? ZERO, statements, tolerance)
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

const NONE: readonly undefined[] = []
const NO_SUMS: AdjustmentSums = { byIndicator: new Map(), norma1007: ZERO }

function amountOf(
  entry: Tree,
  index: number,
  base: Decimal,
  statements: Statements,
  tolerance: Decimal,
): Decimal | undefined {
  const percent = textAt(entry, 'TipoValor') === '%' ? figureOf(textAt(entry, 'ValorDescuentooRecargo')) : undefined
  if (!percent) return figureOf(textAt(entry, 'MontoDescuentooRecargo'))
  const path = `DescuentosORecargos.DescuentoORecargo[${index}]`
  return statements.settle(entry, path, 'MontoDescuentooRecargo', base.times(percent).div(100), tolerance)
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
): readonly Tree[] {
  const touched = indicatorsOf(adjustment, origin, bases, sources)
  const description = neutralText(adjustment.description)
  const percent = plainAmount(adjustment.percent, 2)
  const shares = sharesOf(pesos(adjustment.amount, 2, sources), touched, bases)
  return touched.map((indicator, i) => ({
    TipoAjuste: kind,
    ...(description === undefined ? {} : { DescripcionDescuentooRecargo: description }),
    ...(percent === undefined ? { TipoValor: '$' } : { TipoValor: '%', ValorDescuentooRecargo: percent }),
    ...(shares[i] === undefined ? {} : { MontoDescuentooRecargo: shares[i] }),
    IndicadorFacturacionDescuentooRecargo: indicator,
  }))
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
): readonly Billed[] {
  if (appliesTo === undefined) {
    const billed = BILLED.filter((indicator) => bases.has(indicator))
    if (billed.length === 0) faults.push(nothingBilled(origin))
    return billed
  }
  const indicator = APPLIES_TO.get(appliesTo.toLowerCase())
  if (indicator !== undefined) return [indicator]
  faults.push({
    code: 'adjustment-applies-to',
    path: `${origin}.appliesTo`,
    severity: 'error',
    message: {
      es: 'Un descuento o recargo global toca las líneas de ITBIS "18", "16" o "0", o las exentas: "exempt".',
      en: 'A global discount or charge touches the lines at ITBIS "18", "16" or "0", or the exempt ones: "exempt".',
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

const APPLIES_TO: ReadonlyMap<string, Billed> = new Map([
  ['18', '1'],
  ['16', '2'],
  ['0', '3'],
  ['exempt', '4'],
])
