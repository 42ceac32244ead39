import { cellOf, stripsOf } from './cells.ts'
import type { FactLook } from './facts.ts'
import { type Align, PITCH, type Place, type Strip } from './ink.ts'

export const LEGEND = 7.5

/** Sentences one below another, in small letters. */
export function legendStrips(
  legends: readonly string[],
  place: Place,
  { palette, tallest, gap = 0 }: Pick<FactLook, 'palette' | 'tallest' | 'gap'>,
  align: Align = 'left',
): Strip[] {
  return legends.flatMap((legend, at) =>
    stripsOf([cellOf(legend, place, { size: LEGEND, isBold: false, colour: palette.quiet, align })], {
      pitch: LEGEND * PITCH,
      above: 0,
      below: 2.5,
      gap: at === 0 ? gap : 0,
      tallest,
    }),
  )
}
