import { decimal, type Decimal } from '../../../../domain/decimal.ts'
import { IVA_RATES } from '../../catalogs/iva-rates.ts'

/** The percentage an IVA code stands for, whenever it was in force; undefined when there is no such code. */
export function ivaPercentOf(code: string): Decimal | undefined {
  return PERCENT.get(code)
}

const PERCENT: ReadonlyMap<string, Decimal> = new Map(
  IVA_RATES.entries.map(({ code, rate }) => [code, decimal(rate ?? '0')]),
)
