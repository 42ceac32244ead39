import type { FontFile } from './fontkit-font.ts'
import type { StandardFace } from './standard-face.ts'

/** One font in one weight. */
export interface Face {
  /** What the document knows it by. */
  readonly name: string
  /** Undefined for the standard fonts, which every reader has. */
  readonly file: FontFile | undefined
  readonly standard: StandardFace | undefined
  /** Fonts of one size look equally large when drawn at this share of it. */
  readonly scale: number
  has(text: string): boolean
  /** In thousandths of the size it is drawn at. @throws what the font's own tables make the shaper throw */
  widthOf(text: string): number
}
