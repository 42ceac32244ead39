import type { Paper } from '../../ports/printer.ts'

/** Points (1/72 inch) in a millimetre. */
export const MM = 72 / 25.4

/** A kind of paper, in points. */
export interface Sheet {
  readonly paper: Paper
  readonly width: number
  /** Of a roll: the longest piece of it that one page can be. */
  readonly height: number
  readonly margin: { readonly top: number; readonly bottom: number; readonly side: number }
  /** One page, as long as what is on it. */
  readonly isRoll: boolean
}

export const SHEETS: Readonly<Record<Paper, Sheet>> = {
  letter: {
    paper: 'letter',
    width: 612,
    height: 792,
    margin: { top: 14 * MM, bottom: 12 * MM, side: 15 * MM },
    isRoll: false,
  },
  a4: {
    paper: 'a4',
    width: 595.28,
    height: 841.89,
    margin: { top: 14 * MM, bottom: 12 * MM, side: 14 * MM },
    isRoll: false,
  },
  // A till's printer prints 72 of 80 mm. Readers of PDF need not show pages longer than 14 400 points.
  receipt: {
    paper: 'receipt',
    width: 80 * MM,
    height: 14_400,
    margin: { top: 4 * MM, bottom: 6 * MM, side: 4 * MM },
    isRoll: true,
  },
}
