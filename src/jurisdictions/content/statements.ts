import { amountText, rounded, type Decimal } from '../../domain/decimal.ts'
import { figureOf } from './figures.ts'
import type { Tree } from './tree.ts'

/** A figure the client stated that is not what we compute. */
export interface Disagreement {
  /** Official path. */
  readonly path: string
  readonly stated: string
  readonly computed: string
  /** Beyond what the authority lets pass. */
  readonly beyondTolerance: boolean
}

/**
 * Settles each computable figure: one the client stated is kept as it stands, one nobody stated is written, rounded to two
 * decimals. A stated figure that is not ours is carried on as stated; a computed one is carried on as it came, rounded or not, as
 * the country's authority computes.
 */
export class Statements {
  readonly disagreements: Disagreement[] = []

  /** The figure to go on with for `name` in `group`. `path` is the group's official path; `tolerance` is in the field's currency. */
  settle(group: Tree, path: string, name: string, computed: Decimal, tolerance: Decimal): Decimal {
    const present = group[name]
    if (present === undefined) {
      group[name] = amountText(computed)
      return computed
    }
    const stated = typeof present === 'string' ? figureOf(present) : undefined
    // The format table tells the client what is wrong with a figure that is none.
    if (stated === undefined || typeof present !== 'string') return computed
    const own = rounded(computed)
    if (stated.eq(own)) return computed
    this.disagreements.push({
      path: `${path}.${name}`,
      stated: present,
      computed: amountText(own),
      beyondTolerance: stated.minus(own).abs().gt(tolerance),
    })
    return stated
  }
}
