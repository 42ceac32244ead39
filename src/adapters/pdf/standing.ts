import type { PrintedStanding } from '../../domain/printed-page.ts'
import { box, PITCH, type Place, type Strip, textInks } from './ink.ts'
import { cellOf, stripsOf } from './cells.ts'
import { faintOf, type Palette } from './palette.ts'
import { typesetCut } from './typeset.ts'

/** White is legible on each, and each on its own tint. */
const COLOURS: Readonly<Record<PrintedStanding['tone'], string>> = {
  pending: '#8a5a00',
  conditional: '#8a5a00',
  rejected: '#b3141d',
  failed: '#b3141d',
  voided: '#b3141d',
  test: '#4a4f9c',
}

/** Large translucent letters along the diagonal of a page's first `height` points. */
export interface Watermark {
  readonly text: string
  readonly colour: string
  readonly height: number
}

/** Documents that must not be taken for valid ones say so across the page too. */
export function watermarkOf(
  standing: PrintedStanding | undefined,
  height: number,
  isRoll = false,
): Watermark | undefined {
  if (standing?.tone !== 'rejected' && standing?.tone !== 'voided') return undefined
  return { text: standing.text, colour: isRoll ? '#000000' : COLOURS[standing.tone], height }
}

/** How the document stands, whole, above everything else. */
export function bannerStrips(
  { tone, text, detail }: PrintedStanding,
  place: Place,
  { tallest, isRoll, palette }: { readonly tallest: number; readonly isRoll: boolean; readonly palette: Palette },
): Strip[] {
  const colour = isRoll ? palette.ink : COLOURS[tone]
  const inner = innerOf(place)
  const align = isRoll ? 'center' : 'left'
  const title = cellOf(text, inner, { size: 10, isBold: true, colour: '#ffffff', align })
  const strips = stripsOf([title], {
    pitch: 10 * PITCH,
    above: 4,
    below: 4,
    gap: 0,
    tallest,
    ground: { ...place, colour },
  })
  if (detail === undefined || detail === '') return [...strips, { height: 9, inks: [], gap: 0 }]
  const words = cellOf(detail, inner, { size: 8.5, isBold: false, colour: palette.ink, align })
  return [
    ...strips.map((strip) => ({ ...strip, isHeld: true })),
    ...stripsOf([words], {
      pitch: 8.5 * PITCH,
      above: 3.5,
      below: 4,
      gap: 0,
      tallest,
      ground: { ...place, colour: isRoll ? '#ffffff' : faintOf(colour) },
    }),
    { height: 9, inks: [], gap: 0 },
  ]
}

/** The same for the pages that follow, on one line. */
export function shortBanner({ tone, text }: PrintedStanding, place: Place): Strip {
  const line = typesetCut(text, { size: 8.5, isBold: true }, innerOf(place).width)
  const height = 8.5 * PITCH + 5
  const ground = box(place.x, 0, place.width, height, COLOURS[tone])
  const title = line ? textInks([line], innerOf(place), 2.5, { size: 8.5, colour: '#ffffff' }) : []
  return { height, inks: [ground, ...title], gap: 0 }
}

function innerOf({ x, width }: Place): Place {
  return { x: x + 9, width: width - 18 }
}
