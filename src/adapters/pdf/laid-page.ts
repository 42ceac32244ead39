import type { Ink } from './ink.ts'
import type { Watermark } from './standing.ts'

/** A page with everything on it in its place, in points from its upper left corner. */
export interface LaidPage {
  readonly width: number
  readonly height: number
  readonly inks: readonly Ink[]
  readonly watermark: Watermark | undefined
}
