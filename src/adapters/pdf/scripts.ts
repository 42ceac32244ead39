import bidiFactory, { type Bidi } from 'bidi-js'
import type { Face } from './face.ts'
import { facesOf } from './faces.ts'
import type { Line, Run, Style } from './line.ts'

/** Breaks a paragraph with characters that the standard fonts lack: other scripts, from either side, symbols, emoji. */
export function breakScripts(paragraph: string, style: Style, width: number): Line[] {
  const text = withFaces(paragraph, style)
  const lines: Line[] = []
  for (let start = 0; start < text.clusters.length;) {
    const end = endOfLine(text, start, style, width)
    lines.push(lineOf(text, start, end, style))
    start = end
    while (text.clusters[start]?.text === ' ') start += 1
  }
  return lines
}

/** What a reader takes for one character, with the font that has it. */
interface Cluster {
  readonly text: string
  /** In the paragraph, in UTF-16 units. */
  readonly at: number
  readonly face: Face
}

interface Paragraph {
  readonly clusters: readonly Cluster[]
  /** One of each UTF-16 unit; odd ones run from right to left. */
  readonly levels: Uint8Array
  readonly mirrored: ReadonlyMap<number, string>
}

const graphemes = new Intl.Segmenter('es', { granularity: 'grapheme' })
// The package's types describe another kind of module than the one that is loaded.
const bidi = (bidiFactory as unknown as () => Bidi)()

function withFaces(paragraph: string, { isBold }: Style): Paragraph {
  const { standard, wide, others } = facesOf(isBold)
  const parts = Array.from(graphemes.segment(paragraph), ({ segment }) => segment)
  // Words in one font look better than letters in two: the wide font takes all it has, once one letter needs it.
  const isWide = parts.some((part) => !standard.has(part) && wide.has(part))
  const chain = isWide ? [wide, ...others] : [standard, wide, ...others]
  const clusters: Cluster[] = []
  let text = ''
  for (const part of parts) {
    const face = chain.find((candidate) => candidate.has(part) && canShape(candidate, part))
    clusters.push({ text: face ? part : '\ufffd', at: text.length, face: face ?? wide })
    text += face ? part : '\ufffd'
  }
  const { levels } = bidi.getEmbeddingLevels(text)
  return { clusters, levels, mirrored: bidi.getMirroredCharactersMap(text, levels) }
}

/** Fonts with faulty tables exist; what cannot be shaped alone would not be shaped in company. */
function canShape(face: Face, text: string): boolean {
  try {
    return Number.isFinite(face.widthOf(text))
  } catch {
    return false
  }
}

function endOfLine(text: Paragraph, start: number, style: Style, width: number): number {
  const { clusters } = text
  if (!Number.isFinite(width)) return clusters.length
  // No letters are so narrow that more of them fit a line.
  const most = Math.ceil(width * NARROWEST) + 1
  let end = start
  while (end < clusters.length) {
    const next = endOfWord(clusters, end, most)
    if (next - start > most || widthBetween(text, start, next, style) > width) break
    end = next
  }
  if (end > start) return end
  return endInWord(text, start, endOfWord(clusters, start, most), style, width)
}

/** Of a word that is too long for any line: as much of it as fits, at least one character. */
function endInWord(text: Paragraph, start: number, word: number, style: Style, width: number): number {
  let fits = start + 1
  let step = 16
  // From small pieces upwards: to measure all of a very long word for each of its lines would take for ever.
  while (fits + step < word && widthBetween(text, start, fits + step, style) <= width) {
    fits += step
    step *= 2
  }
  let tooLong = Math.min(word, fits + step)
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (widthBetween(text, start, middle, style) <= width) fits = middle
    else tooLong = middle
  }
  return fits
}

/** Behind the word that begins at `start` and the blanks behind it, or just more than `most` on; an ideograph is a word. */
function endOfWord(clusters: readonly Cluster[], start: number, most: number): number {
  let at = start
  while (at < clusters.length && clusters[at]?.text !== ' ' && at - start <= most) {
    at += 1
    if (IDEOGRAPH.test(clusters[at - 1]?.text ?? '') || IDEOGRAPH.test(clusters[at]?.text ?? '')) break
  }
  while (clusters[at]?.text === ' ') at += 1
  return at
}

const NARROWEST = 2

const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u

function widthBetween(text: Paragraph, start: number, end: number, style: Style): number {
  return lineOf(text, start, end, style).width
}

function lineOf(text: Paragraph, start: number, end: number, style: Style): Line {
  let last = end
  while (last > start && text.clusters[last - 1]?.text === ' ') last -= 1
  const runs = visualOrder(runsOf(text, start, last)).flatMap(({ face, pieces }) =>
    pieces.map((piece): Run => {
      const width = (face.widthOf(piece) * style.size * face.scale) / 1000
      return { face, text: piece, width }
    }),
  )
  return { runs, width: runs.reduce((sum, run) => sum + run.width, 0) }
}

interface Level {
  readonly level: number
  readonly face: Face
  /** In the order in which they are drawn; words of scripts from the right apart, because fonts are given one at a time. */
  readonly pieces: readonly string[]
}

function runsOf({ clusters, levels, mirrored }: Paragraph, start: number, end: number): Level[] {
  const runs: Level[] = []
  for (let at = start; at < end;) {
    const { face, at: index = 0 } = clusters[at] ?? {}
    const level = levels[index] ?? 0
    const first = at
    while (at < end && clusters[at]?.face === face && (levels[clusters[at]?.at ?? 0] ?? 0) === level) at += 1
    if (!face) break
    const own = clusters.slice(first, at).map((cluster) => mirrored.get(cluster.at) ?? cluster.text)
    runs.push({ level, face, pieces: level % 2 === 1 ? fromTheRight(own.join('')) : [own.join('')] })
  }
  return runs
}

/** A font turns a word of letters around by itself; signs alone it takes for left-to-right. */
function fromTheRight(text: string): string[] {
  const pieces = text.match(/[\p{L}\p{M}\u200c\u200d]+|[^\p{L}\p{M}\u200c\u200d]/gu) ?? []
  return pieces.reverse()
}

/** @source Unicode Standard Annex #9, rule L2 */
function visualOrder(runs: readonly Level[]): readonly Level[] {
  const ordered = [...runs]
  const highest = Math.max(0, ...runs.map(({ level }) => level))
  for (let level = highest; level > 0; level -= 1) {
    for (let at = 0; at < ordered.length;) {
      if ((ordered[at]?.level ?? 0) < level) {
        at += 1
        continue
      }
      let end = at
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) end += 1
      ordered.splice(at, end - at, ...ordered.slice(at, end).reverse())
      at = end
    }
  }
  return ordered
}
