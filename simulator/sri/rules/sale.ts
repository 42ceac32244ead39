import { cents, sumOf, type Money } from '../../money.ts'
import { allAt, elementAt, textAt } from '../../reading.ts'
import { isoDay } from '../clock.ts'
import type { Finding } from '../finding.ts'
import { infoOf, type Comprobante } from './comprobante.ts'
import { at, difference, type Compare } from './difference.ts'
import { lineFindings } from './lines.ts'
import { summedTaxFindings } from './summed-taxes.ts'

/**
 * Factura, liquidación de compra and nota de crédito: lines, taxes and totals. A note bears the rate of the day of what it
 * modifies.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annexes 1, 3, 6, 8 and 17
 */
export function* saleFindings(comprobante: Comprobante, compare: Compare): Generator<Finding> {
  const { root, type } = comprobante
  const day = isoDay(infoOf(comprobante, type.isNote ? 'fechaEmisionDocSustento' : 'fechaEmision'))
  const lines = allAt(root, 'detalles.detalle')
  for (const [i, line] of lines.entries()) {
    yield* lineFindings(line, i, { day, compare, mayLackTaxes: type.isNote === true })
  }

  const info = elementAt(root, type.info)
  const total = (name: string) => sumOf(lines.map((line) => at(line, name)))
  yield* compare('totalSinImpuestos', at(info, 'totalSinImpuestos'), total('precioTotalSinImpuesto'))
  if (textAt(info, 'totalDescuento') !== undefined) {
    yield* compare('totalDescuento', at(info, 'totalDescuento'), total('descuento'))
  }
  if (textAt(info, 'totalSubsidio') !== undefined) {
    const subsidies = lines.filter((line) => textAt(line, 'precioSinSubsidio') !== undefined)
    const subsidy = subsidies.map((line) =>
      cents(at(line, 'precioSinSubsidio').minus(at(line, 'precioUnitario')).times(at(line, 'cantidad'))),
    )
    yield* compare('totalSubsidio', at(info, 'totalSubsidio'), sumOf(subsidy))
  }
  yield* summedTaxFindings(allAt(info, 'totalConImpuestos.totalImpuesto'), lines, day, compare)

  const name = type.isNote ? 'valorModificacion' : 'importeTotal'
  yield* compare(name, at(info, name), amountOf(comprobante))
  if (at(info, 'propina').gt(at(info, 'totalSinImpuestos').div(10))) {
    yield difference('propina: es más del 10 % de totalSinImpuestos')
  }
  const payments = allAt(info, 'pagos.pago')
  if (payments.length > 0) {
    yield* compare('pagos', sumOf(payments.map((payment) => at(payment, 'total'))), at(info, name))
  }
}

/** What the document comes to. A discount on the IVA's base is in the tax already. */
function amountOf({ root, type }: Comprobante): Money {
  const info = elementAt(root, type.info)
  const sum = (path: string, name: string) =>
    sumOf(allAt(elementAt(root, type.info), path).map((each) => at(each, name)))
  const others = sumOf(allAt(root, 'otrosRubrosTerceros.rubro').map((rubro) => at(rubro, 'total')))
  return sumOf([...ADDED.map((name) => at(info, name)), sum('totalConImpuestos.totalImpuesto', 'valor'), others])
    .minus(sum('totalConImpuestos.totalImpuesto', 'valorDevolucionIva'))
    .minus(sum('compensaciones.compensacion', 'valor'))
}

const ADDED = [
  'totalSinImpuestos',
  'propina',
  'fleteInternacional',
  'seguroInternacional',
  'gastosAduaneros',
  'gastosTransporteOtros',
]
