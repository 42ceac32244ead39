import type { PrintedFact } from '../../domain/printed-page.ts'
import { cellOf, stripsOf } from './cells.ts'
import { PITCH, type Place, type Strip } from './ink.ts'
import type { Palette } from './palette.ts'
import { fittingSize, widthOf } from './typeset.ts'

/** How labelled values are set. */
export interface FactLook {
  readonly size: number
  readonly palette: Palette
  readonly tallest: number
  readonly ground?: { readonly x: number; readonly width: number; readonly colour: string } | undefined
  readonly gap?: number
}

/** Labels in one column, values in another, so that the eye finds both. */
export function factStrips(facts: readonly PrintedFact[], place: Place, look: FactLook): Strip[] {
  const labels = labelWidth(facts, place.width, look.size)
  return facts.flatMap((fact) => ownStrips(fact, place, labels, look))
}

/** Facts two beside one another, where both are short; a long one has the whole width. */
export function pairedFactStrips(facts: readonly PrintedFact[], place: Place, look: FactLook): Strip[] {
  const gutter = look.size * 1.6
  const half = (place.width - gutter) / 2
  const sides = [
    { x: place.x, width: half },
    { x: place.x + half + gutter, width: half },
  ] as const
  const labels = labelWidth(facts, half, look.size)
  const isShort = (fact: PrintedFact): boolean =>
    !breaksWords(fact, sides[0], labels, look) &&
    cellsOf(fact, sides[0], labels, look).every(({ lines }) => lines.length <= 2)

  const strips: Strip[] = []
  for (let at = 0; at < facts.length;) {
    const [one, other] = facts.slice(at, at + 2)
    if (!one) break
    const isPair = other !== undefined && isShort(one) && isShort(other)
    const pair = isPair
      ? [...cellsOf(one, sides[0], labels, look), ...cellsOf(other, sides[1], labels, look)]
      : undefined
    strips.push(...(pair ? stripsOf(pair, bedOf(look)) : ownStrips(one, place, labels, look)))
    at += pair ? 2 : 1
  }
  return strips
}

function labelWidth(facts: readonly PrintedFact[], width: number, size: number): number {
  const widest = Math.max(0, ...facts.map(({ label }) => widthOf(label, { size, isBold: false })))
  return Math.min(widest, width * 0.42)
}

/** A long key is not broken into the values' column as long as it is whole in a line of its own. */
function ownStrips(fact: PrintedFact, place: Place, labels: number, look: FactLook): Strip[] {
  if (fact.label === '' || !breaksWords(fact, place, labels, look)) {
    return stripsOf(cellsOf(fact, place, labels, look), bedOf(look))
  }
  const { size, palette } = look
  const label = cellOf(fact.label, place, { size, isBold: false, colour: palette.quiet })
  const isBold = fact.strong ?? false
  const value = cellOf(fact.value, place, {
    size: fittingSize(fact.value, { size, isBold }, place.width),
    isBold,
    colour: palette.ink,
  })
  const above = stripsOf([label], { ...bedOf(look), below: 0 }).map((strip) => ({ ...strip, isHeld: true }))
  return [...above, ...stripsOf([value], bedOf(look))]
}

function breaksWords({ value, strong }: PrintedFact, { width }: Place, labels: number, { size }: FactLook): boolean {
  const room = width - labels - size * 0.7
  return value.split(/\s+/).some((word) => word.length > 8 && widthOf(word, { size, isBold: strong ?? false }) > room)
}

function cellsOf({ label, value, strong }: PrintedFact, place: Place, labels: number, look: FactLook) {
  const { size, palette } = look
  const style = { size, isBold: strong ?? false, colour: palette.ink }
  if (label === '') return [cellOf(value, place, style)]
  const indent = labels === 0 ? 0 : labels + size * 0.7
  return [
    cellOf(label, { x: place.x, width: labels }, { size, isBold: false, colour: palette.quiet }),
    cellOf(value, { x: place.x + indent, width: place.width - indent }, style),
  ]
}

function bedOf({ size, tallest, ground }: FactLook) {
  return { pitch: size * PITCH, above: 0, below: size * 0.18, gap: 0, tallest, ground }
}
