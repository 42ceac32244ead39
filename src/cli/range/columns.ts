import type { RangeStanding } from '../../accounts/ranges.ts'
import type { Column } from '../output/table.ts'

/** What people want to know of a range. */
export const RANGE_COLUMNS: readonly Column<RangeStanding>[] = [
  { title: { es: 'Serie', en: 'Series' }, of: ({ range }) => range.series },
  { title: { es: 'Desde', en: 'From' }, of: ({ range }) => range.first, align: 'right' },
  { title: { es: 'Hasta', en: 'To' }, of: ({ range }) => range.last, align: 'right' },
  { title: { es: 'Siguiente', en: 'Next' }, of: ({ range }) => range.next, align: 'right' },
  { title: { es: 'Quedan', en: 'Left' }, of: ({ range }) => range.remaining, align: 'right' },
  { title: { es: 'Vence', en: 'Expires' }, of: ({ range }) => range.expiresOn },
  { title: { es: 'Estado', en: 'Standing' }, of: ({ standing }) => standing },
]
