import { decimal, type Decimal } from '../../../../domain/decimal.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import { IVA_RATES } from '../../catalogs/iva-rates.ts'
import { IVA } from '../line-taxes.ts'

/** The percentage an IVA code stands for, whenever it was in force; undefined when there is no such code. */
export function ivaPercentOf(code: string): Decimal | undefined {
  return PERCENT.get(code)
}

/** The IVA code that a line bears; empty when it bears none. */
export function ivaCodeOf(item: Tree): string {
  const iva = groupsAt(groupAt(item, 'impuestos'), 'impuesto').find((tax) => textAt(tax, 'codigo') === IVA)
  return textAt(iva, 'codigoPorcentaje') ?? ''
}

const PERCENT: ReadonlyMap<string, Decimal> = new Map(
  IVA_RATES.entries.map(({ code, rate }) => [code, decimal(rate ?? '0')]),
)
