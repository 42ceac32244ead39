import type { CalendarDate } from '../../../domain/calendar.ts'
import { amountText, isWithinCent, rounded, sum, type Decimal } from '../../../domain/decimal.ts'
import type { Fault } from '../../../domain/fault.ts'
import type { Tree } from '../../content/tree.ts'
import type { FreeLine } from '../content/free-lines.ts'
import { issueDateOf } from '../content/issuer.ts'
import type { Sources } from '../content/sources.ts'
import { disagreementFaults } from '../sales/rules/figures.ts'
import { notTheAssumedPercent } from './assumed-percent.ts'
import { fits } from './implied-percent.ts'
import type { NeutralLine } from './neutral-line.ts'
import { sumsOfLines } from './rounded-lines.ts'
import { figuresOf, withheldOf, type Withheld } from './withheld-of-lines.ts'
import { IVA } from './withheld-taxes.ts'

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
function statedAmount(same: readonly Withheld[], base: Decimal, sources: Sources): Decimal | undefined {
  const { faults } = sources
  const amounts = same.flatMap(({ amount }) => amount ?? [])
  const [first] = same
  if (!first || amounts.length < same.length) return undefined
  const stated = sum(amounts)
  if (first.rate === undefined || first.known?.isPerBox) return stated
  const percent = first.rate
  const wrong = same.flatMap((each) => mismatchOf(each, percent, issueDateOf(sources)))
  if (wrong.length > 0) {
    faults.push(...wrong)
    return undefined
  }
  const whole = rounded(base.times(percent).div(100))
  if (isWithinCent(stated, whole)) return stated
  faults.push(sumsOfLines(`${first.at}.amount`, { stated, whole, percent, base }))
  return undefined
}

function mismatchOf(withheld: Withheld, percent: string, date: CalendarDate): readonly Fault[] {
  const [figures] = figuresOf(withheld)
  if (!figures || fits(figures, percent)) return []
  const path = `${withheld.at}.amount`
  const computed = rounded(figures.base.times(percent).div(100))
  if (withheld.stated === undefined) {
    return [notTheAssumedPercent(path, { code: withheld.code, percent, date, ...figures, computed })]
  }
  const [stated, own] = [amountText(figures.amount), amountText(computed)]
  return disagreementFaults([{ path, stated, computed: own, beyondTolerance: true }])
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
