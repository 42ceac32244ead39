import { ZERO, decimal, rounded, type Decimal } from '../../domain/decimal.ts'
import { elementsOf } from './content/applicable.ts'
import { lineRateFaults, statedRateOf } from './content/line-rates.ts'
import type { Sources } from './content/sources.ts'
import type { DraftContent } from './content.ts'
import { dateFromOfficial } from './dates.ts'
import { figureOf } from '../content/figures.ts'
import { settleAdditionalTaxes } from './totals/additional-taxes.ts'
import { expandAdjustments, settleAdjustments, type AdjustmentSums } from './totals/adjustments.ts'
import { EXEMPT, GENERAL_ITBIS, ITBIS, NOT_BILLED } from './itbis.ts'
import { basesOf, type Base } from './totals/bases.ts'
import { lineFigures, LINE_TOLERANCE, type LineFigures } from './totals/lines.ts'
import { norma1007Divisor } from './totals/norma-1007.ts'
import { settleOtherCurrency } from './totals/other-currency.ts'
import { Statements, type Disagreement } from '../content/statements.ts'
import { rateInForce } from './totals/tax-rates.ts'
import { groupAt, groupFor, textAt, type Tree } from '../content/tree.ts'

/** What computing a document found. The figures themselves are written into its content. */
export interface Computation {
  readonly lines: readonly LineFigures[]
  /** MontoTotal in force. */
  readonly total: Decimal
  readonly disagreements: readonly Disagreement[]
  /** From which neutral discount or charge each DescuentoORecargo was made. */
  readonly adjustmentOrigins: readonly (string | undefined)[]
  /** Codes of additional taxes whose rate the document did not state. */
  readonly filledRates: ReadonlySet<string>
}

/**
 * Computes everything the client left out, in the authority's order: lines, global discounts and charges, taxed and exempt amounts,
 * additional taxes, ITBIS, total, what is paid, retentions, the other currency. What the client stated stands, and every
 * later figure is computed from it.
 *
 * Figures are carried on unrounded and each is rounded only where it is written, as the authority does: the totals of its own test
 * sets come out that way and no other (E310000000002: 4,674.3525 is stated as 4,674.35 although its written parts add up to
 * 4,674.36), and a price of 100.00 that holds ITBIS comes to 100.00 again.
 *
 * Optional totals: MontoPeriodo is written when stated, asked for, or when billed and non-billable lines stand side by side;
 * ValorPagar when stated, asked for, or when an advance, an earlier balance or a Norma 10-07 discount makes it differ from
 * MontoTotal. Retentions never lower either. Both are reckoned from MontoTotal as it is written.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), Totales; Informe técnico e-CF v1.0 (2022), "Cuadratura"
 */
export function computeTotals(draftContent: DraftContent, sources: Sources): Computation {
  const { content, items } = draftContent
  const statements = new Statements(sources.draft.statedFigures)
  const lines: LineFigures[] = []
  for (const [i, item] of items.entries()) {
    const line = lineFigures(item, i, statements)
    if (line) lines.push(line)
  }

  const header = groupFor(content, 'Encabezado')
  const pricesHoldItbis = textAt(groupAt(header, 'IdDoc'), 'IndicadorMontoGravado') === '1'
  const special = norma1007Divisor(content, pricesHoldItbis)
  const bases = basesOf(lines, pricesHoldItbis, special)
  const expanded = expandAdjustments(content, bases, sources)

  const tolerance = LINE_TOLERANCE.times(Math.max(items.length, 1))
  const adjustments = settleAdjustments(content, bases, expanded, statements, tolerance)
  const writer = new TotalsWriter(groupFor(header, 'Totales'), sources.type.code, statements, tolerance)
  const issueDate = dateFromOfficial(textAt(groupAt(header, 'Emisor'), 'FechaEmision')) ?? sources.context.today
  const taxes = settleAdditionalTaxes(writer.totals, {
    lines,
    bases,
    adjustments: adjustments.byIndicator,
    netOf: (line) => netOf(line, pricesHoldItbis, special),
    rateOf: (code) => statedRateOf(sources.draft.lines, code) ?? rateInForce(code, issueDate, sources.settings)?.rate,
    statements,
    tolerance,
  })
  sources.faults.push(...lineRateFaults(writer.totals, taxes.filledRates, issueDate, sources))

  const taxed = settleTaxed(writer, bases, adjustments)
  const exempt = bases.has(EXEMPT) ? writer.settle('MontoExento', inForce(EXEMPT, bases, adjustments)) : ZERO
  if (!bases.has(EXEMPT)) writer.settleNothing('MontoExento')
  const itbis = settleItbis(writer, taxed, taxes.selectiveByIndicator)
  const settled = writer.settle('MontoTotal', taxed.total.plus(exempt).plus(itbis).plus(taxes.total))
  const total = figureOf(textAt(writer.totals, 'MontoTotal')) ?? rounded(settled)
  settlePayable(writer, total, bases, adjustments, draftContent.computed)
  settleWithheld(writer, items)
  settleOtherCurrency(content, writer.totals, items, statements)
  return {
    lines,
    total,
    disagreements: statements.disagreements,
    adjustmentOrigins: expanded.map(({ origin }) => origin),
    filledRates: taxes.filledRates,
  }
}

/** True for the official path of a figure that Emite writes when the client does not. */
export function isComputed(official: string): boolean {
  return COMPUTED_PATHS.test(official)
}

/** True for the official path of a figure that sums up the whole document. */
export function isTotal(official: string): boolean {
  return TOTAL_PATHS.test(official)
}

const TOTAL_PATHS = /^Encabezado\.(?:Totales|OtraMoneda)/
const COMPUTED_PATHS =
  /^Encabezado\.(?:Totales|OtraMoneda\.(?!TipoMoneda$|TipoCambio$)|IdDoc\.IndicadorNotaCredito$)|\.(?:MontoItem|DescuentoMonto|RecargoMonto|MontoSubDescuento|MontoSubRecargo|MontoDescuentooRecargo)$|\.OtraMonedaDetalle\.|OtraMoneda$/

/** Settles figures of Totales, where the type has them. */
class TotalsWriter {
  readonly totals: Tree
  readonly #type: string
  readonly #statements: Statements
  readonly #tolerance: Decimal

  constructor(totals: Tree, type: string, statements: Statements, tolerance: Decimal) {
    this.totals = totals
    this.#type = type
    this.#statements = statements
    this.#tolerance = tolerance
  }

  settle(name: string, computed: Decimal): Decimal {
    if (!this.has(name)) return computed
    return this.#statements.settle(this.totals, 'Encabezado.Totales', name, computed, this.#tolerance)
  }

  /** Holds a stated figure against zero: the document has nothing that it could be of. */
  settleNothing(name: string): void {
    if (this.totals[name] !== undefined) this.settle(name, ZERO)
  }

  /** Writes a rate, which is no amount. */
  state(name: string, text: string): void {
    if (this.has(name)) this.totals[name] ??= text
  }

  has(name: string): boolean {
    return elementsOf(this.#type).has(`Encabezado.Totales.${name}`)
  }
}

interface Taxed {
  readonly total: Decimal
  /** MontoGravadoI1 to I3 in force, for the indicators that lines have. */
  readonly byIndicator: ReadonlyMap<string, Decimal>
}

function settleTaxed(writer: TotalsWriter, bases: ReadonlyMap<string, Base>, adjustments: AdjustmentSums): Taxed {
  const byIndicator = new Map<string, Decimal>()
  let total = ZERO
  for (const { indicator } of ITBIS) {
    if (!bases.has(indicator)) {
      writer.settleNothing(`MontoGravadoI${indicator}`)
      writer.settleNothing(`TotalITBIS${indicator}`)
      continue
    }
    const amount = writer.settle(`MontoGravadoI${indicator}`, inForce(indicator, bases, adjustments))
    byIndicator.set(indicator, amount)
    total = total.plus(amount)
  }
  if (byIndicator.size > 0) total = writer.settle('MontoGravadoTotal', total)
  else writer.settleNothing('MontoGravadoTotal')
  return { total, byIndicator }
}

/** ITBIS of each rate on its taxed amount and the selective tax on the same lines. */
function settleItbis(writer: TotalsWriter, { byIndicator }: Taxed, selective: ReadonlyMap<string, Decimal>): Decimal {
  if (byIndicator.size === 0) {
    writer.settleNothing('TotalITBIS')
    return ZERO
  }
  let total = ZERO
  for (const { indicator, rate, factor } of ITBIS) {
    const amount = byIndicator.get(indicator)
    if (!amount) continue
    writer.state(`ITBIS${indicator}`, rate)
    const base = amount.plus(selective.get(indicator) ?? ZERO)
    total = total.plus(writer.settle(`TotalITBIS${indicator}`, base.times(factor)))
  }
  return writer.settle('TotalITBIS', total)
}

function settlePayable(
  writer: TotalsWriter,
  total: Decimal,
  bases: ReadonlyMap<string, Base>,
  adjustments: AdjustmentSums,
  asked: ReadonlySet<string>,
): void {
  const { totals } = writer
  const outside = bases.get(NOT_BILLED)?.gross
  if (outside) writer.settle('MontoNoFacturable', outside)
  const nonBillable = figureOf(textAt(totals, 'MontoNoFacturable')) ?? ZERO
  if (totals.MontoPeriodo !== undefined || asked.has('MontoPeriodo') || (outside && bases.size > 1)) {
    writer.settle('MontoPeriodo', total.plus(nonBillable))
  }

  const advance = figureOf(textAt(totals, 'MontoAvancePago'))
  const balance = figureOf(textAt(totals, 'SaldoAnterior'))
  const differs = advance ?? balance ?? (adjustments.norma1007.eq(0) ? undefined : adjustments.norma1007)
  if (totals.ValorPagar !== undefined || asked.has('ValorPagar') || differs) {
    const payable = total
      .minus(advance ?? ZERO)
      .plus(balance ?? ZERO)
      .minus(adjustments.norma1007)
    writer.settle('ValorPagar', payable)
  }
}

/** TotalITBISRetenido and TotalISRRetencion: the sums over the lines, zero included, once a line has the amount. */
function settleWithheld(writer: TotalsWriter, items: readonly Tree[]): void {
  for (const [line, total] of WITHHELD) {
    let sum: Decimal | undefined
    for (const item of items) {
      const amount = figureOf(textAt(groupAt(item, 'Retencion'), line))
      if (amount) sum = (sum ?? ZERO).plus(amount)
    }
    if (sum) writer.settle(total, sum)
  }
}

const WITHHELD = [
  ['MontoITBISRetenido', 'TotalITBISRetenido'],
  ['MontoISRRetenido', 'TotalISRRetencion'],
] as const

function inForce(indicator: string, bases: ReadonlyMap<string, Base>, { byIndicator }: AdjustmentSums): Decimal {
  return (bases.get(indicator)?.net ?? ZERO).plus(byIndicator.get(indicator) ?? ZERO)
}

/**
 * The amount of a line that additional taxes are charged on where prices hold ITBIS: divided by the general rate's divisor
 * whatever the line's own rate.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), OtrosImpuestosAdicionales
 */
function netOf(line: LineFigures, pricesHoldItbis: boolean, special: SpecialDivisor | undefined): Decimal {
  return pricesHoldItbis ? line.amount.div(special?.(line) ?? GENERAL_ITBIS.divisor) : line.amount
}

type SpecialDivisor = (line: LineFigures) => Decimal | undefined

/** Below this a type 32 goes to DGII as a summary (RFCE), and its buyer need not be named. In pesos. */
export const SMALL_INVOICE_LIMIT: Decimal = decimal('250000')
