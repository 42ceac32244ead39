import { amountText, rounded, type Decimal } from '../../../domain/decimal.ts'
import type { Fault } from '../../../domain/fault.ts'
import { figureOf } from '../../content/figures.ts'
import { textAt, type Tree } from '../../content/tree.ts'
import { sriCode } from './rule.ts'

/** What SRI lets a figure be off by; how much exactly it does not publish. */
const TOLERANCE = '0.01'

/**
 * Writes a computed amount where the client left it out. One he states is kept, and is a fault when it is off by more than a
 * cent. The amount in force comes back; undefined when what stands there is no amount.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), code 52 "Error en diferencias"
 */
export function settleAmount(group: Tree, name: string, computed: Decimal, at: string, faults: Fault[]) {
  const right = rounded(computed)
  if (group[name] === undefined) {
    group[name] = amountText(right)
    return right
  }
  const stated = figureOf(textAt(group, name))
  if (stated?.minus(right).abs().gt(TOLERANCE)) faults.push(mismatch(at, stated, right))
  return stated
}

function mismatch(at: string, stated: Decimal, right: Decimal): Fault {
  return {
    code: 'amount-mismatch',
    path: at,
    severity: 'error',
    message: {
      es: `Dice ${stated.toFixed()} y son ${amountText(right)}. Quite el campo y Emite lo calcula.`,
      en: `It says ${stated.toFixed()} and comes to ${amountText(right)}. Leave the field out and Emite computes it.`,
    },
    source: sriCode('52', 'diferencias'),
  }
}
