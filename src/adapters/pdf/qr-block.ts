import type { PrintedQr } from '../../domain/printed-page.ts'
import { qrCode } from './codes.ts'
import { type Align, type Ink, PITCH, textInks } from './ink.ts'
import { MM } from './paper.ts'
import type { Palette } from './palette.ts'
import { typeset } from './typeset.ts'

/** White around the code, on all sides. */
const QUIET = 3 * MM
/** Cameras of old telephones read modules of this size from paper. */
const MODULE = 0.42 * MM
const CAPTION = 7

/** The code with its quiet margin and its captions, from the upper left corner. */
export interface QrBlock {
  readonly width: number
  readonly height: number
  /** From the upper edge of the block to the lower edge of the code. */
  readonly codeBottom: number
  inksAt(x: number, y: number): readonly Ink[]
}

/** The left edge of the code itself lies {@link QUIET} right of the block's. A text that no code can hold is printed in letters. */
export function qrBlock(qr: PrintedQr, room: number, palette: Palette, align: Align): QrBlock {
  const code = qrCode(qr)
  const side = Math.max(qr.leastSizeMm * MM, (code?.across ?? 0) * MODULE)
  const square = code ? Math.min(side + 2 * QUIET, room) : 0
  const width = align === 'center' ? room : Math.min(room, Math.max(square, 165))
  const captions = [...(code ? [] : [qr.text]), ...qr.captions]
  const place = { x: align === 'center' ? 0 : QUIET, width: align === 'center' ? width : width - QUIET }
  const style = { size: CAPTION, isBold: false }
  const lines = captions.flatMap((caption) => typeset(caption, style, place.width))
  return {
    width,
    height: square + lines.length * CAPTION * PITCH,
    codeBottom: Math.max(0, square - QUIET),
    inksAt: (x, y) => [
      ...(code
        ? [
            {
              kind: 'code',
              x: align === 'center' ? x + (width - square) / 2 : x,
              y,
              width: square,
              height: square,
              quiet: { across: QUIET, along: QUIET },
              ...code,
            } as const,
          ]
        : []),
      ...textInks(lines, { x: x + place.x, width: place.width }, y + square, {
        size: CAPTION,
        colour: palette.ink,
        align,
      }),
    ],
  }
}

export { QUIET as QR_QUIET }
