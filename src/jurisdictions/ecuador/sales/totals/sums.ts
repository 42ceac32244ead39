import { rounded, sum, ZERO, type Decimal } from '../../../../domain/decimal.ts'
import { figureOf } from '../../../content/figures.ts'
import type { Statements } from '../../../content/statements.ts'
import { textAt, type Tree } from '../../../content/tree.ts'
import { IVA } from '../line-taxes.ts'
import { ivaPercentOf } from './iva.ts'
import type { LineFigures, TaxFigures } from './lines.ts'
import type { Pricing } from './pricing.ts'
import { proportionalShares } from './running-shares.ts'
import { TOLERANCE } from './tolerance.ts'

/** Where a type of document sums up its taxes. */
export interface SumsPlace {
  /** The entries there are: what a block states of them, matched by tax and rate. The computed ones join them. */
  readonly entries: Tree[]
  /** Official path of the list, such as `infoFactura.totalConImpuestos.totalImpuesto`. */
  readonly path: string
  /** Whether an entry says its rate. */
  readonly hasRate: boolean
}

/**
 * Settles one entry for each tax and rate of the lines, their bases added up.
 *
 * IVA is computed on the sum of its bases, as the law has it of a document as a whole, and then shared out over the lines, so that
 * these add up to it; rounding each line by itself would drift apart by cents. Where prices hold IVA, it is what is left of what
 * is paid, while that is within a cent of the computed. ICE and IRBPNR are the sum of the lines, each of which is a fact of its own.
 *
 * `descuentoAdicional` lowers the IVA and nothing else: neither its base nor the total.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 1 "Cálculo de impuestos"
 */
export function settleSums(
  place: SumsPlace,
  lines: readonly LineFigures[],
  pricing: Pricing,
  statements: Statements,
): Decimal {
  const groups = Map.groupBy(
    lines.flatMap(({ taxes }) => taxes),
    keyOf,
  )
  for (const [key, taxes] of groups) {
    const [first] = taxes
    if (!first) continue
    const index = entryFor(place.entries, key, first)
    const entry = place.entries[index] ?? {}
    const path = `${place.path}[${index}]`
    const base = statements.settle(entry, path, 'baseImponible', sum(taxes.map((tax) => tax.base)), TOLERANCE)
    if (place.hasRate && first.tax.tarifa !== undefined) entry.tarifa ??= first.tax.tarifa
    const values = taxes.map(({ value }) => value ?? ZERO)
    if (first.codigo !== IVA) statements.settle(entry, path, 'valor', sum(values), TOLERANCE)
    else settleIva(entry, path, base, taxes, pricing, statements)
  }
  return sum(place.entries.map((entry) => figureOf(textAt(entry, 'valor')) ?? ZERO))
}

function settleIva(
  entry: Tree,
  path: string,
  base: Decimal,
  taxes: readonly TaxFigures[],
  { paidWithIva }: Pricing,
  statements: Statements,
): void {
  const code = taxes[0]?.codigoPorcentaje ?? ''
  const rate = ivaPercentOf(code)?.div(100)
  if (!rate) return
  const computed = ivaOf(base, rate, paidWithIva.get(code))
  const shares = proportionalShares(
    computed,
    taxes.map((tax) => tax.base),
  )
  for (const [i, { tax, path: at }] of taxes.entries()) {
    statements.settle(tax, at, 'valor', shares[i] ?? ZERO, TOLERANCE)
  }
  const lowered = figureOf(textAt(entry, 'descuentoAdicional'))
  statements.settle(entry, path, 'valor', lowered ? rounded(base.minus(lowered).times(rate)) : computed, TOLERANCE)
}

/** Half up to cents; what is left of what is paid where that is the same within a cent. */
function ivaOf(base: Decimal, rate: Decimal, paid: Decimal | undefined): Decimal {
  const computed = base.times(rate)
  const left = paid?.minus(base)
  return left?.minus(computed).abs().lte(TOLERANCE) ? left : rounded(computed)
}

function entryFor(entries: Tree[], key: string, { codigo, codigoPorcentaje }: TaxFigures): number {
  const found = entries.findIndex((entry) => keyOfEntry(entry) === key)
  return found >= 0 ? found : entries.push({ codigo, codigoPorcentaje }) - 1
}

function keyOf({ codigo, codigoPorcentaje }: TaxFigures): string {
  return `${codigo} ${codigoPorcentaje}`
}

/** Tax and rate of an entry, as {@link keyOf} writes those of a line. */
export function keyOfEntry(entry: Tree): string {
  return `${textAt(entry, 'codigo') ?? ''} ${textAt(entry, 'codigoPorcentaje') ?? ''}`
}
