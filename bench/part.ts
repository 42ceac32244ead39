/** A cell of a table: texts stand as they are, numbers are rounded to three significant digits. */
export type Cell = string | number

/** What a part has measured: one table, and what must be known to read it. */
export interface Findings {
  readonly title: string
  readonly notes: readonly string[]
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** How much a part may cost. */
export interface Effort {
  /** Rounds in which every contestant has a slice; medians are taken over them. */
  readonly rounds: number
  /** Length of one slice, in milliseconds. */
  readonly sliceMs: number
  /** Says what is being done, for whoever waits. */
  readonly say: (message: string) => void
}

/** One thing that can be measured by itself: `npm run bench -- <name>`. */
export interface Part {
  readonly name: string
  readonly about: string
  measure(effort: Effort): Promise<Findings>
}
