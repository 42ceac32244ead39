import { type Align, type BoxInk, box, PITCH, type Strip, textInks } from './ink.ts'
import type { Line, Style } from './line.ts'
import { typeset } from './typeset.ts'

/** A text in its place beside others. */
export interface Cell {
  readonly x: number
  readonly width: number
  readonly lines: readonly Line[]
  readonly size: number
  readonly colour: string
  readonly align?: Align
}

export function cellOf(
  text: string,
  place: { readonly x: number; readonly width: number },
  look: Style & { readonly colour: string; readonly align?: Align },
): Cell {
  return { ...place, lines: typeset(text, look, place.width), ...look }
}

/** How cells that stand side by side become strips. */
export interface Bed {
  /** Height of a line. Cells of other sizes stand on the same lines. */
  readonly pitch: number
  readonly above: number
  readonly below: number
  readonly gap: number
  /** The tallest that a strip may be; what is taller is divided between lines. */
  readonly tallest: number
  readonly ground?: { readonly x: number; readonly width: number; readonly colour: string } | undefined
  /** A thin line below. */
  readonly rule?: { readonly x: number; readonly width: number; readonly colour: string } | undefined
}

/** Cells side by side: one strip, or several of whole lines where one would be taller than a page. */
export function stripsOf(cells: readonly Cell[], bed: Bed): Strip[] {
  const count = Math.max(1, ...cells.map(({ lines }) => lines.length))
  const most = Math.max(1, Math.floor((bed.tallest - bed.above - bed.below) / bed.pitch))
  const strips: Strip[] = []
  for (let first = 0; first < count; first += most) {
    const shown = Math.min(most, count - first)
    const above = first === 0 ? bed.above : 0
    const below = first + shown === count ? bed.below : 0
    const height = above + shown * bed.pitch + below
    const inks = cells.flatMap((cell) => {
      const lines = cell.lines.slice(first, first + shown)
      // Smaller letters stand on the same line as larger ones.
      const drop = above + bed.pitch / PITCH - cell.size
      return lines.flatMap((line, at) => textInks([line], cell, drop + at * bed.pitch, cell))
    })
    strips.push({ height, inks: [...groundOf(bed, height), ...inks], gap: first === 0 ? bed.gap : 0 })
  }
  return strips
}

function groundOf({ ground, rule }: Bed, height: number): BoxInk[] {
  return [
    ...(ground ? [box(ground.x, 0, ground.width, height, ground.colour)] : []),
    ...(rule ? [box(rule.x, height - HAIRLINE, rule.width, HAIRLINE, rule.colour)] : []),
  ]
}

export const HAIRLINE = 0.5
