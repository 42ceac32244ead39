import type { PrintedPage } from '../../src/domain/printed-page.ts'

/** Every text of a page that is printed, each by itself: labels, values, cells, captions. */
export function textsOf(page: PrintedPage): readonly string[] {
  const { issuer, identity, standing, head, tables, totals, foot, qr, legends } = page
  return [
    ...stringsIn([issuer, identity, standing, head, totals, foot, legends]),
    ...(qr?.captions ?? []),
    ...tables.flatMap(({ title, columns, rows, subtotals }) => [
      ...(title === undefined ? [] : [title]),
      ...columns.map(({ label }) => label),
      // A cell without a column is printed nowhere.
      ...rows.flatMap(({ cells, details }) => [
        ...columns.flatMap(({ key }) => cells[key] ?? []),
        ...stringsIn(details),
      ]),
      ...stringsIn(subtotals),
    ]),
  ]
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
