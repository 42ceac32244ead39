import type { CalendarDate } from '../../../../domain/calendar.ts'
import type { Decimal } from '../../../../domain/decimal.ts'
import type { Tree } from '../../../content/tree.ts'
import type { Rule } from '../../content/rule.ts'
import type { Sources } from '../../content/sources.ts'

/** One thing a sale must hold to beyond its format table. */
export interface SaleRule extends Rule<Checked> {
  /** The types it is about; all sales when absent. */
  readonly types?: readonly string[]
}

/** A computed sale, opened up for the rules. Any part may be ill-shaped: the format table reports that, rules look on. */
export interface Checked {
  readonly sources: Sources
  readonly type: string
  readonly content: Tree
  /** The element after infoTributaria, and its name. */
  readonly info: Tree
  readonly infoName: string
  /** The other party as `info` has it. */
  readonly party: Party
  /** Lines; reasons in a nota de débito. */
  readonly items: readonly Tree[]
  /** Official path of the line at an index. */
  readonly itemAt: (index: number) => string
  readonly issueDate: CalendarDate | undefined
  /** The total as it is written; undefined when it is no figure. */
  readonly total: Decimal | undefined
}

export interface Party {
  readonly identificationType: string | undefined
  readonly identification: string | undefined
  readonly name: string | undefined
  /** `Comprador` or `Proveedor`, as its fields end. */
  readonly suffix: string
}
