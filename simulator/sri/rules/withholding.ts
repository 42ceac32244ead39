import type { XmlElement } from '../../../src/xml/tree.ts'
import { cents, money, sumOf } from '../../money.ts'
import { allAt, textAt } from '../../reading.ts'
import { isoDay } from '../clock.ts'
import type { Finding } from '../finding.ts'
import type { Comprobante } from './comprobante.ts'
import { at, difference, type Compare } from './difference.ts'
import { ivaPercentOf } from './iva-rates.ts'
import { IVA } from './taxes.ts'

/**
 * Comprobante de retención: what is withheld, and in version 2.0.0 the documents it is withheld from.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), tables 19 and 20, annexes 3 and 14 "ATS"
 */
export function* withholdingFindings({ root }: Comprobante, compare: Compare): Generator<Finding> {
  for (const withheld of allAt(root, 'impuestos.impuesto')) yield* withheldFindings(withheld, compare)
  for (const document of allAt(root, 'docsSustento.docSustento')) {
    for (const withheld of allAt(document, 'retenciones.retencion')) yield* withheldFindings(withheld, compare)
    yield* documentFindings(document, compare)
  }
}

/** The share of the IVA that each code withholds, in percent. @source SRI, Ficha técnica offline v2.32 (oct-2025), table 20 */
const IVA_SHARES: ReadonlyMap<string, string> = new Map([
  ['9', '10'],
  ['10', '20'],
  ['1', '30'],
  ['11', '50'],
  ['2', '70'],
  ['3', '100'],
  ['7', '0'],
  ['8', '0'],
])

function* withheldFindings(withheld: XmlElement, compare: Compare): Generator<Finding> {
  const percent = at(withheld, 'porcentajeRetener')
  const code = textAt(withheld, 'codigoRetencion') ?? ''
  yield* compare(
    `retención ${code}, valorRetenido`,
    at(withheld, 'valorRetenido'),
    cents(at(withheld, 'baseImponible').times(percent).div(100)),
  )
  if (textAt(withheld, 'codigo') !== '2') return
  const share = IVA_SHARES.get(code)
  if (share === undefined) yield difference(`no existe la retención de IVA ${code}`)
  else if (!percent.eq(money(share))) {
    yield difference(`la retención de IVA ${code} es del ${share} %, y dice ${percent.toFixed()}`)
  }
}

function* documentFindings(document: XmlElement, compare: Compare): Generator<Finding> {
  const day = isoDay(textAt(document, 'fechaEmisionDocSustento'))
  const taxes = allAt(document, 'impuestosDocSustento.impuestoDocSustento')
  for (const tax of taxes) {
    if (textAt(tax, 'codImpuestoDocSustento') !== IVA) continue
    const code = textAt(tax, 'codigoPorcentaje') ?? ''
    const percent = ivaPercentOf(code, day)
    if (percent === undefined) {
      yield difference(`el código de IVA ${code} no está vigente en ${day}`)
      continue
    }
    const computed = cents(at(tax, 'baseImponible').times(money(percent)).div(100))
    yield* compare('impuestosDocSustento, valorImpuesto', at(tax, 'valorImpuesto'), computed)
  }
  const total = sumOf([at(document, 'totalSinImpuestos'), ...taxes.map((tax) => at(tax, 'valorImpuesto'))])
  yield* compare('docSustento, importeTotal', at(document, 'importeTotal'), total)
  const payments = sumOf(allAt(document, 'pagos.pago').map((payment) => at(payment, 'total')))
  yield* compare('docSustento, pagos', payments, at(document, 'importeTotal'))
}
