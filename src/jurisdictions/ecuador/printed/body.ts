import type { PrintedPanel, PrintedTable, PrintedTotal } from '../../../domain/printed-page.ts'

/** What is between the boxes at the top and the legends, which each type has in its own way. */
export interface Body {
  readonly head: readonly PrintedPanel[]
  readonly tables: readonly PrintedTable[]
  readonly totals: readonly PrintedTotal[]
  /** Beside the additional information, which every type has. */
  readonly foot: readonly PrintedPanel[]
}
