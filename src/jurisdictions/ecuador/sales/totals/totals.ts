import { rounded, sum, ZERO, type Decimal } from '../../../../domain/decimal.ts'
import { figureOf } from '../../../content/figures.ts'
import { Statements, type Disagreement } from '../../../content/statements.ts'
import { groupAt, groupFor, groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import type { Sources } from '../../content/sources.ts'
import { taxDateOf } from '../tax-date.ts'
import { lineFigures } from './lines.ts'
import { settlePayments } from './payments.ts'
import { priceLines } from './pricing.ts'
import { linePath, settleReasons } from './reasons.ts'
import { settleReimbursements } from './reimbursements.ts'
import { settleSums, type SumsPlace } from './sums.ts'
import { TOLERANCE } from './tolerance.ts'

/**
 * Computes everything the client left out, in this order: prices, lines, taxes, what is reimbursed and subsidised, the total, the
 * payments. What the client stated stands, and every later figure is computed from it.
 *
 * total = totalSinImpuestos + taxes + propina + rubros de terceros + freight, insurance, customs and other costs of an export
 * − IVA given back − compensaciones.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annexes 1, 3, 4, 6, 8 and 17
 */
export function computeTotals(content: Tree, sources: Sources): readonly Disagreement[] {
  const { type } = sources
  const statements = new Statements(sources.draft.statedFigures)
  const info = groupFor(content, type.info)
  const items = groupsAt(groupAt(content, 'detalles'), 'detalle')
  const pricing = priceLines(items, sources)
  const year = taxDateOf(sources).slice(0, 4)
  const lines = items.flatMap((item, i) => lineFigures(item, `${linePath(type)}[${i}]`, year, statements) ?? [])
  if (type.code === '05') settleReasons(content, items, statements)

  const before = statements.settle(
    info,
    type.info,
    'totalSinImpuestos',
    sum(lines.map(({ amount }) => amount)),
    TOLERANCE,
  )
  if (type.code === '01' || type.code === '03') {
    statements.settle(info, type.info, 'totalDescuento', sum(lines.map(({ discount }) => discount)), TOLERANCE)
  }
  const place = sumsPlaceOf(info, type.info, type.code)
  const taxes = settleSums(place, lines, pricing, statements)
  if (type.code === '01') settleSubsidy(info, items, statements)
  settleReimbursements(content, info, type.info, statements)

  const returned = sum(place.entries.map((entry) => figureOf(textAt(entry, 'valorDevolucionIva')) ?? ZERO))
  const total = before.plus(taxes).plus(besides(content, info)).minus(returned)
  const settled = type.totalField ? statements.settle(info, type.info, type.totalField, total, TOLERANCE) : total
  settlePayments(info, settled, sources)
  return statements.disagreements
}

/** Where the taxes are summed up; a nota de débito has them by another name. Something ill-shaped there is left as it is. */
function sumsPlaceOf(info: Tree, infoName: string, type: string): SumsPlace {
  const [group, each] =
    type === '05' ? (['impuestos', 'impuesto'] as const) : (['totalConImpuestos', 'totalImpuesto'] as const)
  const holder = groupFor(info, group)
  const given = holder[each]
  const entries = given === undefined ? [] : [...groupsAt(holder, each)]
  if (given === undefined || groupsAt(holder, each).length > 0) holder[each] = entries
  return { entries, path: `${infoName}.${group}.${each}`, hasRate: type !== '04' }
}

/** What else makes up the total of a factura. */
function besides(content: Tree, info: Tree): Decimal {
  const added = ADDED.map((name) => figureOf(textAt(info, name)) ?? ZERO)
  const ofOthers = groupsAt(groupAt(content, 'otrosRubrosTerceros'), 'rubro').map(
    (each) => figureOf(textAt(each, 'total')) ?? ZERO,
  )
  const compensated = groupsAt(groupAt(info, 'compensaciones'), 'compensacion').map(
    (each) => figureOf(textAt(each, 'valor')) ?? ZERO,
  )
  return sum([...added, ...ofOthers]).minus(sum(compensated))
}

const ADDED = ['propina', 'fleteInternacional', 'seguroInternacional', 'gastosAduaneros', 'gastosTransporteOtros']

/**
 * totalSubsidio: what the buyer is spared, line by line.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 6
 */
function settleSubsidy(info: Tree, items: readonly Tree[], statements: Statements): void {
  const subsidies = items.flatMap((item) => {
    const full = figureOf(textAt(item, 'precioSinSubsidio'))
    const price = figureOf(textAt(item, 'precioUnitario'))
    const quantity = figureOf(textAt(item, 'cantidad'))
    return full && price && quantity ? [rounded(full.minus(price).times(quantity))] : []
  })
  if (subsidies.length > 0) statements.settle(info, 'infoFactura', 'totalSubsidio', sum(subsidies), TOLERANCE)
}
