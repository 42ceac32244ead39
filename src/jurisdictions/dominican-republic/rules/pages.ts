import { ZERO, decimal } from '../../../domain/decimal.ts'
import { figureOf } from '../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { FORMAT, ID_DOC, TOTALS, type Rule } from './rule.ts'

const pageAt = (index: number) => `Paginacion.Pagina[${index}]`
const subtotalAt = (index: number) => `Subtotales.Subtotal[${index}]`

/** Rules of what is only informative: pages and subtotals. Their sums warn, since DGII does not compute them. */
export const PAGE_RULES: readonly Rule[] = [
  {
    code: 'pages-count',
    severity: 'error',
    source: `${FORMAT}, TotalPaginas`,
    check({ idDoc, content }, breach) {
      const pages = pagesOf(content).length
      const stated = textAt(idDoc, 'TotalPaginas')
      if (pages === 0 || stated === undefined || Number(stated) === pages) return
      breach(
        `${ID_DOC}.TotalPaginas`,
        `Dice ${stated} páginas y Paginacion detalla ${pages}.`,
        `It says ${stated} pages and Paginacion details ${pages}.`,
      )
    },
  },
  {
    code: 'pages-lines',
    severity: 'error',
    source: `${FORMAT}, NoLineaDesde and NoLineaHasta`,
    check({ content, items }, breach) {
      let next = 1
      for (const [i, page] of pagesOf(content).entries()) {
        const from = Number(textAt(page, 'NoLineaDesde') ?? next)
        const to = Number(textAt(page, 'NoLineaHasta') ?? items.length)
        if (from !== next || to < from || to > items.length) {
          breach(
            `${pageAt(i)}.NoLineaDesde`,
            `Las páginas se reparten las ${items.length} líneas sin saltos: esta empieza en la ${next}.`,
            `Pages share out the ${items.length} lines without gaps: this one begins at ${next}.`,
          )
        }
        next = to + 1
      }
    },
  },
  {
    code: 'pages-sums',
    severity: 'warning',
    source: `${FORMAT}, Paginacion`,
    check({ content, totals, items }, breach) {
      const pages = pagesOf(content)
      if (pages.length === 0 || content.DescuentosORecargos !== undefined) return
      for (const [name, total] of PAGE_SUMS) {
        const stated = pages.map((page) => figureOf(textAt(page, name)))
        const expected = figureOf(textAt(totals, total))
        if (!expected || stated.every((amount) => amount === undefined)) continue
        const sum = stated.reduce((all, amount) => all?.plus(amount ?? ZERO), ZERO) ?? ZERO
        if (sum.minus(expected).abs().lte(items.length)) continue
        breach(
          `${TOTALS}.${total}`,
          `Las páginas suman ${sum.toFixed(2)} en ${name}, y ${total} es ${expected.toFixed(2)}.`,
          `The pages add up to ${sum.toFixed(2)} in ${name}, and ${total} is ${expected.toFixed(2)}.`,
        )
      }
    },
  },
  {
    code: 'subtotal-sums',
    severity: 'warning',
    source: `${FORMAT}, Subtotales`,
    check({ content }, breach) {
      for (const [i, subtotal] of groupsAt(groupAt(content, 'Subtotales'), 'Subtotal').entries()) {
        for (const [total, parts] of SUBTOTAL_SUMS) {
          const stated = figureOf(textAt(subtotal, total))
          const given = parts.map((part) => figureOf(textAt(subtotal, part))).filter((part) => part !== undefined)
          if (!stated || given.length === 0) continue
          const sum = given.reduce((all, part) => all.plus(part), ZERO)
          if (sum.minus(stated).abs().lte(CENTS)) continue
          breach(
            `${subtotalAt(i)}.${total}`,
            `Dice ${stated.toFixed(2)} y sus partes suman ${sum.toFixed(2)}.`,
            `It says ${stated.toFixed(2)} and its parts add up to ${sum.toFixed(2)}.`,
          )
        }
      }
    },
  },
]

const CENTS = decimal('0.05')

const PAGE_SUMS = [
  ['SubtotalMontoGravadoPagina', 'MontoGravadoTotal'],
  ['SubtotalMontoGravado1Pagina', 'MontoGravadoI1'],
  ['SubtotalMontoGravado2Pagina', 'MontoGravadoI2'],
  ['SubtotalMontoGravado3Pagina', 'MontoGravadoI3'],
  ['SubtotalExentoPagina', 'MontoExento'],
  ['SubtotalItbisPagina', 'TotalITBIS'],
  ['SubtotalImpuestoAdicionalPagina', 'MontoImpuestoAdicional'],
  ['MontoSubtotalPagina', 'MontoTotal'],
] as const

const SUBTOTAL_SUMS = [
  ['SubTotalMontoGravadoTotal', ['SubTotalMontoGravadoI1', 'SubTotalMontoGravadoI2', 'SubTotalMontoGravadoI3']],
  ['SubTotaITBIS', ['SubTotaITBIS1', 'SubTotaITBIS2', 'SubTotaITBIS3']],
] as const

function pagesOf(content: Tree): readonly Tree[] {
  return groupsAt(groupAt(content, 'Paginacion'), 'Pagina')
}
