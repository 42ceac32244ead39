import type { Cell, Findings } from './part.ts'

/** Findings as a section of Markdown. The first column is text, the others are aligned as numbers. */
export function sectionOf(name: string, { title, notes, columns, rows }: Findings, measuredAt: string): string {
  const table = [columns, columns.map((_, at) => (at === 0 ? '---' : '---:')), ...rows.map((row) => row.map(cellText))]
  const lines = table.map((row) => `| ${row.join(' | ')} |`)
  return [`## ${name}: ${title}`, measuredAt, lines.join('\n'), notes.map((note) => `- ${note}`).join('\n')]
    .filter((block) => block !== '')
    .join('\n\n')
}

/** Three significant digits; whole from a hundred on, where the last digit says nothing anyway. */
function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell.replaceAll('|', '\\|')
  if (!Number.isFinite(cell)) return '–'
  if (Math.abs(cell) >= 100) return Math.round(cell).toLocaleString('en').replaceAll(',', ' ')
  return String(Number(cell.toPrecision(3)))
}
