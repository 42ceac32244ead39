import type { CalendarDate } from '../../../domain/calendar.ts'
import { amountText, rounded, type Decimal } from '../../../domain/decimal.ts'
import type { Fault } from '../../../domain/fault.ts'
import { figureOf } from '../../content/figures.ts'
import type { Statements } from '../../content/statements.ts'
import { textAt, type Tree } from '../../content/tree.ts'
import { FICHA } from '../content/rule.ts'
import { TOLERANCE } from '../sales/totals/tolerance.ts'
import { amounts, taxesOf } from './amounts.ts'
import { notTheAssumedPercent } from './assumed-percent.ts'
import { withholdingsIn } from './content.ts'
import { fits, impliedPercent, onlyPercent, otherDaysPercent, type Stated } from './implied-percent.ts'
import { IVA, knownWithholding, RENTA, type KnownWithholding } from './withheld-taxes.ts'

/** Where what is found goes: figures that differ from the stated ones, and percentages nobody knows. */
export interface Settling {
  readonly statements: Statements
  readonly faults: Fault[]
}

/**
 * What is withheld of a supporting document. The percentage is that of the code on the day of issue, or what a stated base and
 * amount leave no doubt about; the base, where the code is the only one of its tax, is the IVA of the document or its total
 * without taxes.
 */
export function computeWithholdings(support: Tree, at: string, date: CalendarDate, settling: Settling): void {
  const all = withholdingsIn(support)
  for (const [i, withholding] of all.entries()) {
    const place = `${at}.retenciones.retencion[${i}]`
    const tax = textAt(withholding, 'codigo') ?? ''
    const isOnly = all.filter((each) => textAt(each, 'codigo') === tax).length === 1
    const base = isOnly ? impliedBase(tax, support) : undefined
    if (base) withholding.baseImponible ??= amountText(base)
    computeAmount(withholding, place, tax, date, settling)
  }
}

function computeAmount(
  withholding: Tree,
  at: string,
  tax: string,
  date: CalendarDate,
  { statements, faults }: Settling,
): void {
  const code = textAt(withholding, 'codigoRetencion')
  if (code === undefined) return
  const known = knownWithholding(tax, code, date)
  if (withholding.porcentajeRetener === undefined) {
    const stated = statedOf(withholding)
    const rate = percentOf(stated, known)
    if (rate !== undefined) withholding.porcentajeRetener = rate
    // Of a code that is not known it is said that it is not.
    else if (known) faults.push(rateUnknown(`${at}.porcentajeRetener`, code, known.rates, date))
    if (rate !== undefined && stated && !fits(stated, rate)) {
      const computed = rounded(stated.base.times(rate).div(100))
      faults.push(notTheAssumedPercent(`${at}.valorRetenido`, { code, percent: rate, date, ...stated, computed }))
      withholding.valorRetenido = amountText(computed)
    }
  }
  const base = figureOf(textAt(withholding, 'baseImponible'))
  const percent = figureOf(textAt(withholding, 'porcentajeRetener'))
  if (!base || !percent || known?.isPerBox) return
  statements.settle(withholding, at, 'valorRetenido', base.times(percent).div(100), TOLERANCE)
}

function statedOf(withholding: Tree): Stated | undefined {
  const base = figureOf(textAt(withholding, 'baseImponible'))
  const amount = figureOf(textAt(withholding, 'valorRetenido'))
  return base && amount && { base, amount }
}

function percentOf(stated: Stated | undefined, known: KnownWithholding | undefined): string | undefined {
  const today = onlyPercent(known)
  if (!stated) return today
  return otherDaysPercent([stated], known) ?? today ?? impliedPercent(stated, known)
}

function impliedBase(tax: string, support: Tree): Decimal | undefined {
  if (tax === RENTA) return figureOf(textAt(support, 'totalSinImpuestos'))
  const iva = taxesOf(support, '2')
  return tax === IVA && iva.length > 0 ? amounts(iva, 'valorImpuesto') : undefined
}

function rateUnknown(path: string, code: string, rates: readonly string[], date: CalendarDate): Fault {
  return {
    code: 'withholding-rate-unknown',
    path,
    severity: 'error',
    message:
      rates.length > 0
        ? {
            es: `La retención ${code} tiene varios porcentajes (${rates.join(', ')}): indique cuál aquí.`,
            en: `Withholding ${code} has several percentages (${rates.join(', ')}): state which one here.`,
          }
        : {
            es: `Emite no conoce el porcentaje de la retención ${code} al ${date}, y del monto y la base no se saca sin duda: indíquelo aquí.`,
            en: `Emite does not know the percentage of withholding ${code} on ${date}, and amount and base leave it in doubt: state it here.`,
          },
    source: `${FICHA}, table 20; catálogo del ATS`,
  }
}
