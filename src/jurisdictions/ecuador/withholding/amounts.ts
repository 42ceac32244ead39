import { sum, ZERO, type Decimal } from '../../../domain/decimal.ts'
import { figureOf } from '../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'

/** The taxes of a supporting document. */
export function taxesIn(support: Tree): readonly Tree[] {
  return groupsAt(groupAt(support, 'impuestosDocSustento'), 'impuestoDocSustento')
}

/** Its taxes of one kind: 2 IVA, 3 ICE, 5 IRBPNR. */
export function taxesOf(support: Tree, code: string): readonly Tree[] {
  return taxesIn(support).filter((tax) => textAt(tax, 'codImpuestoDocSustento') === code)
}

/** The sum of a field over groups; what is no amount counts as nothing, and the format table says so. */
export function amounts(groups: readonly Tree[], name: string): Decimal {
  return sum(groups.map((group) => figureOf(textAt(group, name)) ?? ZERO))
}
