import type { PrintedTotal } from '../../domain/printed-page.ts'
import { cellOf, type Cell, stripsOf } from './cells.ts'
import { PITCH, type Place, type Strip } from './ink.ts'
import type { Palette } from './palette.ts'
import { widthOf } from './typeset.ts'

/** Between text and edge, on sheets and on narrow paper. */
const PADS = [8, 3] as const
const NARROW = 220

/** The sums, labels left and figures right, what is to be paid in a solid box. Kept together on one page where they fit one. */
export function totalStrips(
  totals: readonly PrintedTotal[],
  place: Place,
  { palette, tallest, gap }: { readonly palette: Palette; readonly tallest: number; readonly gap: number },
): Strip[] {
  return totals.flatMap((total, at) => {
    const isLast = at === totals.length - 1
    const isStrong = total.strong ?? false
    const size = isStrong ? 11.5 : 9
    const strips = stripsOf(cellsOf(total, place, palette), {
      pitch: size * PITCH,
      above: isStrong ? 5 : 2.4,
      below: isStrong ? 5.5 : 2.8,
      gap: at === 0 ? gap : 0,
      tallest,
      ...(isStrong
        ? { ground: { ...place, colour: palette.accent } }
        : { rule: { ...place, colour: isLast ? palette.accent : palette.rule } }),
    })
    return strips.map((strip, index) => ({ ...strip, isHeld: !isLast || index < strips.length - 1 }))
  })
}

function cellsOf({ label, value, strong }: PrintedTotal, place: Place, palette: Palette): readonly Cell[] {
  const isStrong = strong ?? false
  const size = isStrong ? 11.5 : 9
  const colour = isStrong ? '#ffffff' : palette.ink
  const pad = place.width > NARROW ? PADS[0] : PADS[1]
  const inner = { x: place.x + pad, width: place.width - 2 * pad }
  const between = size
  // The figure has the room it needs, as long as its label keeps a third.
  const figure = Math.min(widthOf(value, { size, isBold: true }) + 0.1, inner.width * 0.66)
  const words = inner.width - figure - between
  return [
    cellOf(label, { x: inner.x, width: words }, { size, isBold: isStrong, colour: isStrong ? colour : palette.quiet }),
    cellOf(
      value,
      { x: inner.x + inner.width - figure, width: figure },
      { size, isBold: isStrong, colour, align: 'right' },
    ),
  ]
}
