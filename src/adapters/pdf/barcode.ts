import { cellOf, stripsOf } from './cells.ts'
import { code128 } from './codes.ts'
import { PITCH, type Place, type Strip } from './ink.ts'
import { MM } from './paper.ts'
import type { Palette } from './palette.ts'
import { fittingSize } from './typeset.ts'

/** Narrower bars are not read reliably from paper; then the key is printed in groups instead. */
const NARROWEST = 0.19 * MM
const WIDEST = 0.33 * MM
/** Modules of white on either side. @source ISO/IEC 15417, quiet zone */
const QUIET = 10
const HEIGHT = 11 * MM

/** A key for machines, with what it is called above and its characters below. */
export function barcodeStrips(
  { label, text }: { readonly label: string; readonly text: string },
  place: Place,
  { palette, tallest, isRoll }: { readonly palette: Palette; readonly tallest: number; readonly isRoll: boolean },
): Strip[] {
  const align = isRoll ? 'center' : 'left'
  const title = cellOf(label, place, { size: 8, isBold: false, colour: palette.quiet, align })
  const titles = stripsOf([title], { pitch: 8 * PITCH, above: 0, below: 2, gap: 0, tallest })
  const bars = barsOf(text, place)
  const shown = bars ? text : groupsOf(text)
  const characters = cellOf(shown, place, {
    size: bars ? fittingSize(text, { size: 7.5, isBold: false }, place.width) : 8.5,
    isBold: !bars,
    colour: palette.ink,
    align: bars ? 'center' : align,
  })
  const below = stripsOf([characters], { pitch: characters.size * PITCH, above: 2, below: 0, gap: 0, tallest })
  return [
    ...titles.map((strip) => ({ ...strip, isHeld: true })),
    ...(bars ? [{ ...bars, isHeld: true }] : []),
    ...below,
  ]
}

function barsOf(text: string, place: Place): Strip | undefined {
  const code = code128(text)
  if (!code) return undefined
  const across = code.across + 2 * QUIET
  const module = Math.min(WIDEST, place.width / across)
  if (module < NARROWEST) return undefined
  const width = module * across
  const x = place.x + (place.width - width) / 2
  const quiet = { across: QUIET * module, along: 0 }
  return { height: HEIGHT, inks: [{ kind: 'code', x, y: 0, width, height: HEIGHT, quiet, ...code }], gap: 0 }
}

/** Seven characters at a time: people compare keys by groups. */
function groupsOf(text: string): string {
  return (text.match(/.{1,7}/gsu) ?? []).join(' ')
}
