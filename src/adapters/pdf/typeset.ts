import { facesOf } from './faces.ts'
import type { Line, Style } from './line.ts'
import { printableText } from './printable-text.ts'
import { breakScripts } from './scripts.ts'
import { isStandard, type StandardFace } from './standard-face.ts'

/** Breaks a text into lines of at most `width` points; every character of it is on one of them. No text makes no line. */
export function typeset(text: string, style: Style, width: number): readonly Line[] {
  const printable = printableText(text)
  if (printable === '') return []
  if (!isStandard(printable)) return printable.split('\n').flatMap((paragraph) => breakScripts(paragraph, style, width))
  return breakStandard(printable, style, width)
}

/** Points that the text takes on one line. */
export function widthOf(text: string, style: Style): number {
  const printable = printableText(text)
  if (isStandard(printable)) return (standardOf(style).widthOf(printable) * style.size) / 1000
  return Math.max(0, ...typeset(printable, style, Number.POSITIVE_INFINITY).map((line) => line.width))
}

/** The size at which the text fits on one line, if it is hardly smaller than the one wanted; else that one. */
export function fittingSize(text: string, style: Style, width: number): number {
  const fitting = (style.size * width) / Math.max(1e-6, widthOf(text, style)) - 0.01
  return fitting < style.size && fitting >= style.size * 0.82 ? fitting : style.size
}

/** A text that must stay on one line, cut where it has to be; only for what is printed whole elsewhere. */
export function typesetCut(text: string, style: Style, width: number): Line | undefined {
  const [whole, more] = typeset(text.replace(/\s+/g, ' '), style, width)
  if (!more) return whole
  return typeset(cutText(text.replace(/\s+/g, ' '), style, width), style, width)[0]
}

function cutText(text: string, style: Style, width: number): string {
  const characters = Array.from(text).slice(0, 400)
  let [fits, tooLong] = [0, characters.length]
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (widthOf(`${characters.slice(0, middle).join('')}…`, style) <= width) fits = middle
    else tooLong = middle
  }
  return `${characters.slice(0, fits).join('').trimEnd()}…`
}

function breakStandard(text: string, style: Style, width: number): Line[] {
  const { standard: face } = facesOf(style.isBold)
  const font = standardOf(style)
  const room = (width * 1000) / style.size
  const lines: Line[] = []
  for (let start = 0; start < text.length;) {
    const end = endOfLine(text, start, font, room)
    const line = text.slice(start, end).trimEnd()
    const points = (font.widthOf(line) * style.size) / 1000
    lines.push({ runs: [{ face, text: line, width: points }], width: points })
    start = end
    while (text.charAt(start) === ' ') start += 1
  }
  return lines
}

/** Where the line that begins at `start` ends: behind a blank if it can be, else inside a word too long for any line. */
function endOfLine(text: string, start: number, font: StandardFace, room: number): number {
  let used = 0
  let blank = 0
  for (let at = start; at < text.length; at += 1) {
    const isBlank = text.charAt(at) === ' '
    used += font.widthAt(text, at)
    if (used > room + TOLERANCE && !isBlank && at > start) return blank > 0 ? blank : endInWord(text, start, at)
    used += font.kerningAt(text, at)
    if (isBlank) blank = at + 1
  }
  return text.length
}

const TOLERANCE = 0.01

/** Behind a sign that divides long words (of addresses, of codes) when there is one in the second half of the line. */
function endInWord(text: string, start: number, end: number): number {
  for (let at = end; at > start + (end - start) / 2; at -= 1) {
    if ('-/_@.,;:&?='.includes(text.charAt(at - 1))) return at
  }
  return end
}

function standardOf({ isBold }: Style): StandardFace {
  const { standard } = facesOf(isBold).standard
  if (!standard) throw new Error('the first face is not a standard font')
  return standard
}
