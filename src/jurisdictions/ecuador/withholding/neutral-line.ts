import type { CalendarDate } from '../../../domain/calendar.ts'
import { decimal, rounded, ZERO, type Decimal } from '../../../domain/decimal.ts'
import type { Adjustment } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import { exactText, figureOf } from '../../content/figures.ts'
import { groupsAt, textAt } from '../../content/tree.ts'
import { ivaRateOf } from '../catalogs/iva-rates.ts'
import type { FreeLine } from '../content/free-lines.ts'
import { FICHA } from '../content/rule.ts'
import { lineTaxesOf } from '../sales/line-taxes.ts'

/** What a line of a supporting document comes to. */
export interface NeutralLine {
  readonly base: Decimal
  /** codigoPorcentaje of its IVA. */
  readonly ivaCode: string
  /** Not rounded. */
  readonly iva: Decimal
}

/** Reads a line by its neutral fields; undefined, with faults, where they do not say enough. */
export function neutralLine(
  line: FreeLine,
  index: number,
  date: CalendarDate,
  faults: Fault[],
): NeutralLine | undefined {
  const base = baseOf(line)
  const ivaCode = ivaCodeOf(line, index, date, faults)
  if (!base) faults.push(priceMissing(`lines[${index}].unitPrice`))
  if (!base || ivaCode === undefined) return undefined
  const rate = decimal(ivaRateOf(ivaCode, date)?.rate ?? '0')
  return { base, ivaCode, iva: base.times(rate).div(100) }
}

function baseOf({ quantity, unitPrice, discounts = [], charges = [] }: FreeLine): Decimal | undefined {
  const times = figure(quantity)
  const price = figure(unitPrice)
  if (!times || !price) return undefined
  const gross = times.times(price)
  const less = discounts.reduce((total, each) => total.plus(amountOf(each, gross)), ZERO)
  const more = charges.reduce((total, each) => total.plus(amountOf(each, gross)), ZERO)
  return rounded(gross.minus(less).plus(more))
}

function amountOf({ amount, percent }: Adjustment, of: Decimal): Decimal {
  return figure(amount) ?? rounded(of.times(figure(percent) ?? ZERO).div(100))
}

/** codigoPorcentaje of the only tax a neutral line may tell of. */
function ivaCodeOf(line: FreeLine, index: number, date: CalendarDate, faults: Fault[]): string | undefined {
  const taxes = groupsAt(lineTaxesOf({ ...line, unitPrice: line.unitPrice ?? '0' }, index, date, faults), 'impuesto')
  const [tax, ...others] = taxes
  const isIva = textAt(tax, 'codigo') === '2'
  if (!isIva || others.length > 0) faults.push(ivaMissing(`lines[${index}].taxes`))
  return isIva ? textAt(tax, 'codigoPorcentaje') : undefined
}

function figure(amount: string | number | undefined): Decimal | undefined {
  return amount === undefined ? undefined : figureOf(exactText(amount))
}

function priceMissing(path: string): Fault {
  return {
    code: 'support-price',
    path,
    severity: 'error',
    message: {
      es: 'Para calcular la retención cada línea lleva cantidad y precio.',
      en: 'For the withholding to be computed each line has a quantity and a price.',
    },
    source: `${FICHA}, annex 20, baseImponible`,
  }
}

function ivaMissing(path: string): Fault {
  return {
    code: 'support-iva',
    path,
    severity: 'error',
    message: {
      es:
        'Cada línea dice su IVA con una tarifa vigente, como [{ "code": "IVA", "rate": "15" }], o con "treatment": "exempt" u ' +
        '"outside". Otros impuestos del documento van en ec.docsSustento.',
      en:
        'Each line states its IVA by a rate in force, such as [{ "code": "IVA", "rate": "15" }], or by "treatment": "exempt" or ' +
        '"outside". Other taxes of the document go in ec.docsSustento.',
    },
    source: `${FICHA}, annex 20, impuestosDocSustento`,
  }
}
