import type { PrintedPanel } from '../../domain/printed-page.ts'
import { cellOf, HAIRLINE, stripsOf } from './cells.ts'
import { factStrips, type FactLook, pairedFactStrips } from './facts.ts'
import { PITCH, type Place, type Strip } from './ink.ts'

/** A titled block of facts. A wide one sets short facts in two columns. */
export function panelStrips({ title, facts, width }: PrintedPanel, place: Place, look: FactLook): Strip[] {
  const body =
    width === 'full' && !isNarrow(place) ? pairedFactStrips(facts, place, look) : factStrips(facts, place, look)
  const [first, ...rest] = [...titleStrips(title, place, look), ...body]
  return first ? [{ ...first, gap: look.gap ?? 0 }, ...rest] : []
}

/** A small heading over a thin line; it never stands alone at the foot of a page. */
export function titleStrips(title: string | undefined, place: Place, { palette, tallest, gap = 0 }: FactLook): Strip[] {
  if (title === undefined || title === '') return []
  const size = 7.5
  const cell = cellOf(title, place, { size, isBold: true, colour: palette.accent })
  const rule = { ...place, colour: palette.accent }
  const strips = stripsOf([cell], { pitch: size * PITCH, above: 0, below: 2, gap, tallest: tallest / 2, rule })
  return [...strips, { height: 3 - HAIRLINE, inks: [], gap: 0 }].map((strip) => ({ ...strip, isHeld: true }))
}

function isNarrow({ width }: Place): boolean {
  return width < 300
}
