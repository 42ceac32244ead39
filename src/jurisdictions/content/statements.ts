import { amountText, decimal, rounded, type Decimal } from '../../domain/decimal.ts'
import type { Draft } from '../../domain/draft.ts'
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

const CENT = decimal('0.01')

/**
 * Settles each computable figure: one the client stated is kept as it stands, one nobody stated is written, rounded to two
 * decimals. A stated figure that is not ours is carried on as stated; a computed one is carried on as it came, rounded or not, as
 * the country's authority computes. Where stated figures are only to be checked, the computed one is written in every case.
 */
export class Statements {
  readonly disagreements: Disagreement[] = []
  /** True: what the client stated is compared and goes nowhere. */
  readonly areChecked: boolean

  constructor(statedFigures: Draft['statedFigures'] = 'kept') {
    this.areChecked = statedFigures === 'checked'
  }

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
    if (this.areChecked) group[name] = amountText(own)
    if (stated.eq(own)) return computed
    const beyondTolerance = stated
      .minus(own)
      .abs()
      .gt(this.areChecked ? CENT : tolerance)
    // Nobody need hear of a difference that goes nowhere.
    if (beyondTolerance || !this.areChecked) {
      this.disagreements.push({ path: `${path}.${name}`, stated: present, computed: amountText(own), beyondTolerance })
    }
    return this.areChecked ? computed : stated
  }
}
