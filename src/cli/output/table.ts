import type { Bilingual } from '../../domain/fault.ts'
import type { Shell } from '../shell.ts'
import { plainText } from './plain-text.ts'

/** A column of a table for people. */
export interface Column<Row> {
  readonly title: Bilingual
  readonly of: (row: Row) => string | number | undefined
  readonly align?: 'right'
}

const GAP = '  '
const ABSENT = '-'

/** Rows in aligned columns under their titles, one line each; a line in words when there are none. */
export function tableText<Row>(shell: Shell, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  if (rows.length === 0) return `${shell.say({ es: 'No hay nada que mostrar.', en: 'There is nothing to show.' })}\n`
  const titles = columns.map(({ title }) => shell.say(title))
  const cells = rows.map((row) => columns.map((column) => cellText(column.of(row))))
  const widths = titles.map((title, i) => Math.max(...[title, ...cells.map((row) => row[i] ?? '')].map(widthOf)))
  const line = (texts: readonly string[]) =>
    texts.map((text, i) => aligned(text, widths[i] ?? 0, columns[i]?.align)).join(GAP).trimEnd() // prettier-ignore
  return `${[shell.terminal.styled('bold', line(titles)), ...cells.map(line)].join('\n')}\n`
}

/** Names and values, one pair a line, the values aligned; pairs without a value are left out. */
export function pairsText(shell: Shell, pairs: readonly (readonly [Bilingual, string | number | undefined])[]): string {
  const known = pairs.filter(([, value]) => value !== undefined && value !== '')
  const names = known.map(([name]) => `${shell.say(name)}:`)
  const width = Math.max(0, ...names.map(widthOf))
  return known
    .map(([, value], i) => `${shell.terminal.styled('bold', aligned(names[i] ?? '', width))} ${cellText(value)}\n`)
    .join('')
}

function cellText(value: string | number | undefined): string {
  return value === undefined || value === '' ? ABSENT : plainText(String(value))
}

function aligned(text: string, width: number, align?: 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'right' ? blanks + text : text + blanks
}

const graphemes = new Intl.Segmenter()

/** Characters as people count them: an accent that stands apart takes no column of its own. */
function widthOf(text: string): number {
  return [...graphemes.segment(text)].length
}
