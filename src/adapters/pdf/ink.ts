import type { Line } from './line.ts'

/** What is drawn, in points from the upper left corner of the strip it belongs to; `x` counts from the paper's edge. */
export type Ink = TextInk | BoxInk | CodeInk | LogoInk

export interface TextInk {
  readonly kind: 'text'
  readonly x: number
  /** Upper edge of the line's box; the letters stand on {@link BASELINE} of their size below it. */
  readonly y: number
  readonly line: Line
  readonly size: number
  readonly colour: string
}

export interface BoxInk {
  readonly kind: 'box'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly colour: string
}

/** Modules of a QR code or bars, black on a white ground that includes the quiet zone. */
export interface CodeInk {
  readonly kind: 'code'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly quiet: { readonly across: number; readonly along: number }
  /** Four numbers each (x, y, width, height), in modules; a module is as large as makes the code fill its place. */
  readonly modules: readonly number[]
  readonly across: number
  readonly along: number
}

export interface LogoInk {
  readonly kind: 'logo'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A part of a column that is never divided. */
export interface Strip {
  readonly height: number
  readonly inks: readonly Ink[]
  /** Space above it, which a strip at the top of a page does without. */
  readonly gap: number
  /** It stands on the same page as the strip after it, wherever both fit one. */
  readonly isHeld?: boolean
  /** Repeated above it where it comes first on a page. */
  readonly head?: Strip | undefined
  /** It begins a page. */
  readonly isFirst?: boolean
}

/** A column on the paper. */
export interface Place {
  readonly x: number
  readonly width: number
}

/** Where letters stand below the upper edge of their line, and the height of a line, in shares of the size. */
export const BASELINE = 0.97
export const PITCH = 1.28

export type Align = 'left' | 'right' | 'center'

/** Lines of one size below one another. */
export function textInks(
  lines: readonly Line[],
  { x, width }: Place,
  y: number,
  { size, colour, align = 'left' }: { readonly size: number; readonly colour: string; readonly align?: Align },
): TextInk[] {
  return lines.map((line, at) => {
    const spare = width - line.width
    const indent = align === 'left' ? 0 : align === 'right' ? spare : spare / 2
    return { kind: 'text', x: x + indent, y: y + at * size * PITCH, line, size, colour }
  })
}

export function box(x: number, y: number, width: number, height: number, colour: string): BoxInk {
  return { kind: 'box', x, y, width, height, colour }
}

/** Space that belongs to what is above it. */
export function blank(height: number): Strip {
  return { height, inks: [], gap: 0 }
}
