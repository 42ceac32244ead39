import { amountText, decimal, isWithinCent, rounded, sum, type Decimal } from '../../../domain/decimal.ts'
import { exactText, figureOf } from '../../content/figures.ts'
import type { Tree } from '../../content/tree.ts'
import type { FreeLine } from '../content/free-lines.ts'
import { issueDateOf } from '../content/issuer.ts'
import type { Sources } from '../content/sources.ts'
import { disagreementFaults } from '../sales/rules/figures.ts'
import { impliedPercent, onlyPercent } from './implied-percent.ts'
import type { NeutralLine } from './neutral-line.ts'
import { sumsOfLines } from './rounded-lines.ts'
import { IVA, knownWithholding, taxOfCode, type KnownWithholding } from './withheld-taxes.ts'

/**
 * What is withheld of the one supporting document that neutral lines tell of. A withholding of IVA is of the IVA of its line, any
 * other of its base; those of the same code and percentage are one, whose amount is computed once: lines that were rounded each
 * for itself may come to some cents else.
 */
export function neutralWithholdings(
  lines: readonly FreeLine[],
  computed: readonly (NeutralLine | undefined)[],
  sources: Sources,
): Tree[] {
  const all = withheldOf(lines, computed, sources)
  const groups = Map.groupBy(all, ({ code, rate, at }) => `${code} ${rate ?? at}`)
  if (groups.size === 0) sources.places.set(LIST, 'lines[0].withholdings')
  return Array.from(groups.values(), (same, index) => {
    keepPlaces(same, index, sources)
    return withholdingOf(same, sources)
  })
}

/** A withholding of a line. */
interface Withheld {
  readonly code: string
  readonly tax: string
  readonly known: KnownWithholding | undefined
  /** Where the draft has it. */
  readonly at: string
  readonly line: NeutralLine | undefined
  readonly amount: Decimal | undefined
  /** Its percentage: as stated, that of its code, or what its amount leaves no doubt about. */
  readonly rate: string | undefined
}

function withheldOf(
  lines: readonly FreeLine[],
  computed: readonly (NeutralLine | undefined)[],
  sources: Sources,
): readonly Withheld[] {
  const issued = issueDateOf(sources)
  return lines.flatMap(({ withholdings = [] }, i) =>
    withholdings.map((given, j): Withheld => {
      const code = given.code.trim().toUpperCase()
      const tax = taxOfCode(code)
      const known = knownWithholding(tax, code, issued)
      const line = computed[i]
      const amount = figureOf(exactText(given.amount))
      const stated = given.rate === undefined ? undefined : exactText(given.rate)
      const implied = line && amount && impliedPercent(baseOf(tax, line), amount, known)
      const rate = figureOf(stated)?.toFixed() ?? onlyPercent(known) ?? implied
      return { code, tax, known, at: `lines[${i}].withholdings[${j}]`, line, amount, rate }
    }),
  )
}

function withholdingOf(same: readonly Withheld[], sources: Sources): Tree {
  const [first] = same
  if (!first) return {}
  const { code, tax, rate } = first
  const base = sumOfBases(same)
  const stated = statedAmount(same, base, sources)
  return {
    codigo: tax,
    codigoRetencion: code,
    baseImponible: amountText(base),
    ...(rate === undefined ? {} : { porcentajeRetener: rate }),
    ...(stated && { valorRetenido: amountText(stated) }),
  }
}

/** The IVA of lines is rounded by its rate, as the document's own is. */
function sumOfBases(same: readonly Withheld[]): Decimal {
  const lines = same.flatMap(({ line }) => line ?? [])
  if (same[0]?.tax !== IVA) return sum(lines.map(({ base }) => base))
  const rates = Map.groupBy(lines, ({ ivaCode }) => ivaCode)
  return sum(Array.from(rates.values(), (ofRate) => rounded(sum(ofRate.map(({ iva }) => iva)))))
}

/**
 * What the lines state in all, where the document can say so: undefined when an amount is wrong or missing, and when amounts that are
 * each right to the cent come to more than a cent else than the percentage of the whole, which is what SRI computes.
 */
function statedAmount(same: readonly Withheld[], base: Decimal, { faults }: Sources): Decimal | undefined {
  const amounts = same.flatMap(({ amount }) => amount ?? [])
  const [first] = same
  if (!first || amounts.length < same.length) return undefined
  const stated = sum(amounts)
  if (first.rate === undefined || first.known?.isPerBox) return stated
  const percent = decimal(first.rate)
  const wrong = same.flatMap((each) => disagreementOf(each, percent))
  if (wrong.length > 0) {
    faults.push(...disagreementFaults(wrong))
    return undefined
  }
  const whole = rounded(base.times(percent).div(100))
  if (isWithinCent(stated, whole)) return stated
  faults.push(sumsOfLines(`${first.at}.amount`, { stated, whole, percent: first.rate, base }))
  return undefined
}

function disagreementOf({ tax, line, amount, at }: Withheld, percent: Decimal) {
  if (!line || !amount) return []
  const own = rounded(baseOf(tax, line).times(percent).div(100))
  if (isWithinCent(amount, own)) return []
  const [stated, computed] = [amountText(amount), amountText(own)]
  return [{ path: `${at}.amount`, stated, computed, beyondTolerance: true }]
}

function baseOf(tax: string, { base, iva }: NeutralLine): Decimal {
  return tax === IVA ? iva : base
}

const LIST = 'docsSustento.docSustento[0].retenciones.retencion'

/** What is said of a withholding of several lines is said of the first. */
function keepPlaces([first]: readonly Withheld[], index: number, { places }: Sources): void {
  if (!first) return
  const official = `${LIST}[${index}]`
  places.set(official, first.at)
  places.set(`${official}.codigoRetencion`, `${first.at}.code`)
  places.set(`${official}.porcentajeRetener`, `${first.at}.rate`)
  places.set(`${official}.valorRetenido`, `${first.at}.amount`)
}
