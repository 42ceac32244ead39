import { figureOf } from '../../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import { FICHA } from '../../content/rule.ts'
import { IVA } from '../line-taxes.ts'
import type { Checked, SaleRule } from './rule.ts'

const CHAPTER = `${FICHA}, ch. 12 "Devolución IVA"; code 92`

/** The IVA that SRI gives back to an older adult at the till (DIG). */
export const REFUND_RULES: readonly SaleRule[] = [
  {
    code: 'refund-buyer',
    severity: 'error',
    source: CHAPTER,
    types: ['01', '04', '05'],
    check(document, breach) {
      const [first] = refundsOf(document)
      if (!first || document.party.identificationType === '05') return
      breach(
        first.path,
        'La devolución del IVA es para quien se identifica con cédula.',
        'IVA is given back to those who are identified by a cédula.',
      )
    },
  },
  {
    code: 'refund-exceeds',
    severity: 'error',
    source: CHAPTER,
    types: ['01', '04', '05'],
    check(document, breach) {
      for (const { tax, path } of refundsOf(document)) {
        const refund = figureOf(textAt(tax, 'valorDevolucionIva'))
        const value = figureOf(textAt(tax, 'valor'))
        const isOfIva = textAt(tax, 'codigo') === IVA
        if (!refund || !value || (isOfIva && refund.lte(value))) continue
        breach(
          path,
          `Se devuelve IVA, y no más de lo cobrado: ${isOfIva ? value.toFixed(2) : 'este impuesto no es IVA'}.`,
          `IVA is given back, and no more than is charged: ${isOfIva ? value.toFixed(2) : 'this tax is not IVA'}.`,
        )
      }
    },
  },
]

function refundsOf({ info, infoName }: Checked): readonly { readonly tax: Tree; readonly path: string }[] {
  const groups = [
    ['totalConImpuestos', 'totalImpuesto'],
    ['impuestos', 'impuesto'],
  ] as const
  return groups.flatMap(([group, each]) =>
    groupsAt(groupAt(info, group), each).flatMap((tax, i) =>
      tax.valorDevolucionIva === undefined
        ? []
        : [{ tax, path: `${infoName}.${group}.${each}[${i}].valorDevolucionIva` }],
    ),
  )
}
