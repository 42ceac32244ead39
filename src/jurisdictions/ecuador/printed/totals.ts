import type { PrintedTotal } from '../../../domain/printed-page.ts'
import { figureOf } from '../../content/figures.ts'
import type { Group } from './group.ts'
import { labelOf } from './labels.ts'
import { savingsOf } from './subsidy.ts'
import { ICE, IRBPNR, IVA, ivaRateName, taxName, taxOf, taxShortName } from './tax-names.ts'

/**
 * The sums of a sale or note in the order of annex 2: subtotals by rate, the total without taxes, discounts, taxes, what is added
 * and taken off, and what is to be paid. Subtotals that the document lacks are left out, as the annex allows.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 2 and its notes
 */
export function saleTotals(root: Group, info: Group): readonly PrintedTotal[] {
  const taxes = [...info.each('totalConImpuestos', 'totalImpuesto'), ...info.each('impuestos', 'impuesto')]
  const of = (code: string) => taxes.filter((tax) => taxOf(tax) === code)
  const iva = of(IVA).toSorted((a, b) => rankOf(a) - rankOf(b))
  const savings = savingsOf(root, info)
  return [
    ...iva.flatMap((tax) => row(`SUBTOTAL ${ivaRateName(tax)}`, tax.take('baseImponible'))),
    ...plain(info, 'totalSinImpuestos'),
    ...plain(info, 'totalDescuento'),
    ...iva.flatMap((tax) => row('DESCUENTO ADICIONAL', tax.take('descuentoAdicional'))),
    ...of(ICE).flatMap((tax, _, all) => row(all.length > 1 ? taxName(tax) : 'ICE', tax.take('valor'))),
    ...iva.flatMap(ivaRow),
    ...taxes.flatMap((tax) => row(labelOf('valorDevolucionIva'), tax.take('valorDevolucionIva'))),
    ...of(IRBPNR).flatMap((tax) => row(taxShortName(tax), tax.take('valor'))),
    ...CHARGES.flatMap((name) => plain(info, name)),
    ...root.each('otrosRubrosTerceros', 'rubro').flatMap((charge) => {
      return row(`${THIRD_PARTIES}: ${charge.take('concepto') ?? ''}`, charge.take('total'))
    }),
    ...info.each('compensaciones', 'compensacion').flatMap((each) => {
      each.take('codigo')
      return row(`(-) COMPENSACIÓN SOLIDARIA ${each.take('tarifa') ?? ''}%`, each.take('valor'))
    }),
    ...plain(info, 'totalSubsidio'),
    ...savings,
    ...TOTALS.flatMap((name) => plain(info, name)).map((total) => ({ ...total, strong: true })),
  ]
}

const CHARGES = ['propina', 'fleteInternacional', 'seguroInternacional', 'gastosAduaneros', 'gastosTransporteOtros']
const THIRD_PARTIES = 'OTROS RUBROS DE TERCEROS'
/** One of them, by the type. */
const TOTALS = ['valorModificacion', 'valorTotal', 'importeTotal']

/** Codes of IVA in the order of annex 2; a rate that it does not print yet comes after those it does. */
const ORDER = ['8', '5', '4', '10', '3', '2']
const LAST = ['0', '6', '7']

function rankOf(tax: Group): number {
  const code = tax.peek('codigoPorcentaje') ?? ''
  if (LAST.includes(code)) return 100 + LAST.indexOf(code)
  return ORDER.includes(code) ? ORDER.indexOf(code) : ORDER.length
}

/** What is not charged has a subtotal and no row of its own. */
function ivaRow(tax: Group): readonly PrintedTotal[] {
  const name = ivaRateName(tax)
  const label = `IVA ${name.replace(' DE IVA', '')}`
  const isFree = LAST.includes(tax.peek('codigoPorcentaje') ?? '') && figureOf(tax.peek('valor'))?.eq(0) === true
  for (const code of ['codigo', 'codigoPorcentaje', 'tarifa']) tax.take(code)
  const value = tax.take('valor')
  return isFree ? [] : row(label, value)
}

function plain(info: Group, name: string): readonly PrintedTotal[] {
  return row(labelOf(name), info.take(name))
}

function row(label: string, value: string | undefined): readonly PrintedTotal[] {
  return value === undefined ? [] : [{ label, value }]
}
