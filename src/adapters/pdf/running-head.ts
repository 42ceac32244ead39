import type { PrintedPage } from '../../domain/printed-page.ts'
import { box, type Ink, PITCH, type Place, type Strip, textInks } from './ink.ts'
import type { Palette } from './palette.ts'
import { shortBanner } from './standing.ts'
import { typesetCut } from './typeset.ts'

/** Who and what, at the top of every sheet from the second on. */
export function runningHead({ issuer, identity, standing }: PrintedPage, place: Place, palette: Palette): Strip[] {
  const name = typesetCut(issuer.name, { size: 10, isBold: true }, place.width * 0.48)
  const height = 10 * PITCH + 4
  const inks = [
    ...(name ? textInks([name], place, 0, { size: 10, colour: palette.accent }) : []),
    ...identityInks(identity, place.width * 0.96 - (name?.width ?? 0), place, palette),
    box(place.x, height - 0.8, place.width, 0.8, palette.accent),
  ]
  const who = { height, inks, gap: 0 }
  return standing ? [shortBanner(standing, place), { height: 6, inks: [], gap: 0 }, who] : [who]
}

const TYPE_APART = 9

/** Type and number at the right, in `room` points. By its number a loose page is known: what is cut is the type. */
function identityInks(
  { type, number }: PrintedPage['identity'],
  room: number,
  place: Place,
  { ink }: Palette,
): readonly Ink[] {
  const style = { size: 8.5, isBold: true }
  const look = { size: 8.5, colour: ink, align: 'right' } as const
  const which = typesetCut(`${number.label} ${number.value}`.trim(), style, room)
  const taken = which ? which.width + TYPE_APART : 0
  const what = room - taken > TYPE_APART ? typesetCut(type, style, room - taken) : undefined
  return [
    ...(what ? textInks([what], { ...place, width: place.width - taken }, 1.5, look) : []),
    ...(which ? textInks([which], place, 1.5, look) : []),
  ]
}
