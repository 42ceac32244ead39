import { sumOf } from '../../money.ts'
import { allAt, elementAt } from '../../reading.ts'
import { isoDay } from '../clock.ts'
import type { Finding } from '../finding.ts'
import { infoOf, type Comprobante } from './comprobante.ts'
import { at, type Compare } from './difference.ts'
import { ICE, isTax, IVA, taxFindings } from './taxes.ts'

/**
 * Nota de débito: reasons in place of lines, and the taxes of the whole. It bears the rate of the day of what it modifies.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 3 "Nota de débito"
 */
export function* debitNoteFindings(comprobante: Comprobante, compare: Compare): Generator<Finding> {
  const { root, type } = comprobante
  const info = elementAt(root, type.info)
  const day = isoDay(infoOf(comprobante, 'fechaEmisionDocSustento'))
  const taxes = allAt(info, 'impuestos.impuesto')
  const total = at(info, 'totalSinImpuestos')
  yield* compare('totalSinImpuestos', total, sumOf(allAt(root, 'motivos.motivo').map((reason) => at(reason, 'valor'))))

  const sum = (path: string, name: string) => sumOf(allAt(info, path).map((each) => at(each, name)))
  const ice = sumOf(taxes.filter(isTax(ICE)).map((tax) => at(tax, 'valor')))
  const bases = sumOf(taxes.filter(isTax(IVA)).map((tax) => at(tax, 'baseImponible')))
  yield* compare('baseImponible del IVA', bases, total.plus(ice))
  for (const tax of taxes) yield* taxFindings('impuestos', tax, day, compare)

  const computed = total
    .plus(sum('impuestos.impuesto', 'valor'))
    .minus(sum('impuestos.impuesto', 'valorDevolucionIva'))
    .minus(sum('compensaciones.compensacion', 'valor'))
  yield* compare('valorTotal', at(info, 'valorTotal'), computed)
  const payments = allAt(info, 'pagos').flatMap((group) => allAt(group, 'pago'))
  if (payments.length > 0) {
    yield* compare('pagos', sumOf(payments.map((payment) => at(payment, 'total'))), at(info, 'valorTotal'))
  }
}
