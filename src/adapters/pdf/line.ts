import type { Face } from './face.ts'

export interface Style {
  /** Points. */
  readonly size: number
  readonly isBold: boolean
}

/** Characters of one font that stand side by side, in the order in which they are drawn. */
export interface Run {
  readonly face: Face
  readonly text: string
  /** Points. */
  readonly width: number
}

export interface Line {
  readonly runs: readonly Run[]
  readonly width: number
}
