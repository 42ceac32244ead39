import { figureOf } from '../../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import { FICHA } from '../../content/rule.ts'
import { IVA } from '../line-taxes.ts'
import { keyOfEntry } from '../totals/sums.ts'
import type { Checked, SaleRule } from './rule.ts'

/** Rules of what a document says of each tax as a whole. */
export const TAX_SUM_RULES: readonly SaleRule[] = [
  {
    code: 'sum-twice',
    severity: 'error',
    source: `${FICHA}, annex 3, totalConImpuestos; ch. 11, code 52`,
    check(document, breach) {
      const seen = new Set<string>()
      for (const { entry, path } of entriesOf(document)) {
        const key = keyOfEntry(entry)
        if (seen.has(key)) {
          breach(
            path,
            'Cada impuesto con su código va una sola vez: aquí se sumaría dos veces.',
            'Each tax under its code goes once: here it would be counted twice.',
          )
        }
        seen.add(key)
      }
    },
  },
  {
    code: 'additional-discount',
    severity: 'error',
    source: `${FICHA}, annex 3, descuentoAdicional: only of IVA`,
    types: ['01', '03'],
    check(document, breach) {
      for (const { entry, path } of entriesOf(document)) {
        const discount = figureOf(textAt(entry, 'descuentoAdicional'))
        const base = figureOf(textAt(entry, 'baseImponible'))
        const isOfIva = textAt(entry, 'codigo') === IVA
        if (!discount || !base || (isOfIva && discount.lte(base))) continue
        breach(
          `${path}.descuentoAdicional`,
          `Se descuenta de la base del IVA, y no más que ella: ${isOfIva ? base.toFixed(2) : 'este impuesto no es IVA'}.`,
          `It is taken off the base of IVA, and no more than that: ${isOfIva ? base.toFixed(2) : 'this tax is not IVA'}.`,
        )
      }
    },
  },
]

interface Entry {
  readonly entry: Tree
  readonly path: string
}

/** A nota de débito has them by another name. */
function entriesOf({ type, info, infoName }: Checked): readonly Entry[] {
  const [group, each] = type === '05' ? ['impuestos', 'impuesto'] : ['totalConImpuestos', 'totalImpuesto']
  const entries = groupsAt(groupAt(info, group), each)
  return entries.map((entry, i) => ({ entry, path: `${infoName}.${group}.${each}[${i}]` }))
}
