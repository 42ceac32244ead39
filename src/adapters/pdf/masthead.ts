import type { PrintedIdentity, PrintedIssuer } from '../../domain/printed-page.ts'
import type { Logo } from '../../ports/printer.ts'
import { barcodeStrips } from './barcode.ts'
import { cellOf, stripsOf } from './cells.ts'
import { factStrips } from './facts.ts'
import { type Align, blank, type Place, PITCH, type Strip } from './ink.ts'
import type { Palette } from './palette.ts'
import type { Style } from './line.ts'

export interface MastheadLook {
  readonly palette: Palette
  readonly tallest: number
  readonly isRoll: boolean
}

/** Who issues: logo, name, and what the law wants to be known of it. */
export function issuerStrips(issuer: PrintedIssuer, logo: Logo | undefined, place: Place, look: MastheadLook): Strip[] {
  const { palette, isRoll } = look
  const align = isRoll ? 'center' : 'left'
  const facts = { size: isRoll ? 8 : 8.5, palette, tallest: look.tallest }
  return [
    ...(logo ? [logoStrip(logo, place, isRoll)] : []),
    ...words(issuer.name, { size: isRoll ? 13 : 16, isBold: true, colour: palette.accent, align }, place, look),
    ...(issuer.legalName === undefined
      ? []
      : words(issuer.legalName, { size: isRoll ? 9 : 9.5, isBold: true, colour: palette.ink, align }, place, look)),
    blank(3),
    ...(isRoll
      ? issuer.facts.flatMap(({ label, value }) =>
          words(
            [label, value].filter(Boolean).join(' '),
            { ...facts, isBold: false, colour: palette.ink, align },
            place,
            look,
          ),
        )
      : factStrips(issuer.facts, place, facts)),
  ]
}

/** What the document is, in a box of its own. */
export function identityStrips(identity: PrintedIdentity, place: Place, look: MastheadLook): Strip[] {
  const { palette, isRoll } = look
  const inner = isRoll ? place : { x: place.x + 11, width: place.width - 22 }
  const align = isRoll ? 'center' : 'left'
  const type = { size: isRoll ? 10.5 : 11.5, isBold: true, colour: palette.accent, align } as const
  const label = { size: 8, isBold: false, colour: palette.quiet, align } as const
  const number = { size: isRoll ? 13 : 15, isBold: true, colour: palette.ink, align } as const
  const strips = [
    blank(isRoll ? 0 : 9),
    ...words(identity.type, type, inner, look),
    blank(isRoll ? 0 : 3),
    ...(isRoll
      ? words(`${identity.number.label} ${identity.number.value}`.trim(), number, inner, look)
      : [...words(identity.number.label, label, inner, look), ...words(identity.number.value, number, inner, look)]),
    blank(3),
    ...factStrips(identity.facts, inner, { size: isRoll ? 8 : 8.5, palette, tallest: look.tallest }),
    ...(identity.barcode ? [blank(4), ...barcodeStrips(identity.barcode, inner, look)] : []),
    blank(isRoll ? 0 : 8),
  ]
  return isRoll ? strips : framed(strips, place, palette)
}

/** A tinted ground with a strong edge on top, however the box is divided between pages. */
function framed(strips: readonly Strip[], { x, width }: Place, { tint, accent }: Palette): Strip[] {
  return strips.map(({ inks, height, gap, ...strip }, at) => ({
    ...strip,
    gap: 0,
    height: height + gap,
    inks: [
      { kind: 'box', x, y: 0, width, height: height + gap, colour: tint },
      ...(at === 0 ? [{ kind: 'box', x, y: 0, width, height: 2.5, colour: accent } as const] : []),
      ...inks.map((ink) => ({ ...ink, y: ink.y + gap })),
    ],
  }))
}

function words(
  text: string,
  look: Style & { readonly colour: string; readonly align: Align },
  place: Place,
  { tallest }: { readonly tallest: number },
): Strip[] {
  if (text === '') return []
  const bed = { pitch: look.size * PITCH, above: 0, below: look.size * 0.12, gap: 0, tallest }
  return stripsOf([cellOf(text, place, look)], bed)
}

/** Fitted into its box, never distorted. */
function logoStrip(logo: Logo, place: Place, isRoll: boolean): Strip {
  const room = isRoll ? { width: place.width * 0.7, height: 56 } : { width: Math.min(place.width, 170), height: 54 }
  const scale = Math.min(room.width / logo.widthPx, room.height / logo.heightPx)
  const [width, height] = [logo.widthPx * scale, logo.heightPx * scale]
  const x = isRoll ? place.x + (place.width - width) / 2 : place.x
  return { height: height + 8, inks: [{ kind: 'logo', x, y: 0, width, height }], gap: 0, isHeld: true }
}
