import type { PrintedFact, PrintedSubtotal } from '../../../domain/printed-page.ts'
import { ITBIS } from '../itbis.ts'
import { labelOf } from './labels.ts'
import { strong, unlessSame } from './panels.ts'
import type { Values } from './values.ts'

/**
 * The sums of the pages that the document says it is divided into, each after its last line.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Paginación"; Representación impresa (April 2025), model 1.7
 */
export function pageSums(document: Values, items: readonly Values[]): readonly PrintedSubtotal[] {
  const pages = document.group('Paginacion').groups('Pagina')
  // Without a line there is nowhere to put them: they are left to the foot.
  if (pages.length === 0 || items.length === 0) return []
  const total = document.group('Encabezado').group('IdDoc').text('TotalPaginas')
  const rows = new Map(items.map((item, index) => [item.raw('NumeroLinea'), index]))
  const sums = new Map<number, PrintedFact[]>()
  for (const page of pages) {
    // A page that ends at no line of the document is told at its end.
    const afterRow = rows.get(page.raw('NoLineaHasta')) ?? items.length - 1
    const facts = sums.get(afterRow) ?? []
    facts.push(...factsOf(page, total))
    sums.set(afterRow, facts)
  }
  return [...sums]
    .map(([afterRow, facts]) => ({ afterRow, facts }))
    .toSorted((one, other) => one.afterRow - other.afterRow)
}

function factsOf(page: Values, total: string | undefined): readonly PrintedFact[] {
  const number = page.text('PaginaNo')
  page.facts('NoLineaDesde', 'NoLineaHasta')
  const heading = [number, total].filter((each) => each !== undefined).join(' de ')
  const sums = page.facts(...SUMS)
  return [
    ...(heading === '' ? [] : [{ label: labelOf('PaginaNo'), value: heading }]),
    ...unlessSame(page.facts(...BY_RATE), sums),
    ...sums,
    ...strong(page.facts('MontoSubtotalPagina')),
    ...page.rest(),
  ]
}

const BY_RATE = ITBIS.flatMap(({ indicator }) => [
  `SubtotalMontoGravado${indicator}Pagina`,
  `SubtotalItbis${indicator}Pagina`,
])

const SUMS = [
  'SubtotalMontoGravadoPagina',
  'SubtotalExentoPagina',
  'SubtotalImpuestoAdicionalPagina',
  'SubtotalItbisPagina',
  'SubtotalMontoNoFacturablePagina',
]
