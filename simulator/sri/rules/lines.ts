import type { XmlElement } from '../../../src/xml/tree.ts'
import { cents, differ, sumOf } from '../../money.ts'
import { allAt, textAt } from '../../reading.ts'
import type { Finding } from '../finding.ts'
import { at, difference, type Compare } from './difference.ts'
import { ICE, isTax, IVA, taxFindings, taxKeyOf } from './taxes.ts'

/** The taxes of a line. */
export function taxesOf(line: XmlElement): readonly XmlElement[] {
  return allAt(line, 'impuestos.impuesto')
}

/**
 * A line: its price, and each of its taxes once, with the ICE in the base of the IVA.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 1 "Cálculo de impuestos"
 */
export function* lineFindings(
  line: XmlElement,
  index: number,
  { day, compare, mayLackTaxes }: { readonly day: string; readonly compare: Compare; readonly mayLackTaxes: boolean },
): Generator<Finding> {
  const name = `detalle ${index + 1}`
  const price = at(line, 'precioTotalSinImpuesto')
  const gross = at(line, 'cantidad').times(at(line, 'precioUnitario'))
  yield* compare(`${name}, precioTotalSinImpuesto`, price, cents(gross.minus(at(line, 'descuento'))))

  const taxes = taxesOf(line)
  const ivas = taxes.filter(isTax(IVA))
  if (ivas.length !== 1 && !(mayLackTaxes && ivas.length === 0)) {
    yield difference(`${name}: debe llevar el IVA exactamente una vez`)
  }
  if (new Set(taxes.map(taxKeyOf)).size < taxes.length) yield difference(`${name}: un impuesto está repetido`)
  const ices = taxes.filter(isTax(ICE))
  const withIce = price.plus(sumOf(ices.map((tax) => at(tax, 'valor'))))
  for (const iva of ivas) yield* compare(`${name}, baseImponible del IVA`, at(iva, 'baseImponible'), withIce)
  for (const tax of taxes) yield* taxFindings(name, tax, day, compare)
  for (const ice of ices) {
    const isOfUnits = !differ(at(ice, 'valor'), cents(at(ice, 'baseImponible').times(at(ice, 'tarifa'))), 0.01)
    if (!isOfUnits) yield* compare(`${name}, baseImponible del ICE`, at(ice, 'baseImponible'), price)
  }
  if (textAt(line, 'precioSinSubsidio') !== undefined && at(line, 'precioSinSubsidio').lt(at(line, 'precioUnitario'))) {
    yield difference(`${name}: precioSinSubsidio es menor que precioUnitario`)
  }
}
