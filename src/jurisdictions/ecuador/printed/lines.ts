import type { PrintedTable } from '../../../domain/printed-page.ts'
import { figureOf } from '../../content/figures.ts'
import { called, type ComposedField } from './facts.ts'
import type { Group } from './group.ts'
import { labelOf } from './labels.ts'
import { subsidyOfUnit } from './subsidy.ts'
import { centred, type ColumnPlace, figure, tableOf, text } from './table.ts'
import { isUsualRate, IVA, ivaRateName, taxOf } from './tax-names.ts'

/** The lines of factura, liquidación and nota de crédito, in the columns of annex 2 and that of the IVA beside them. */
export function saleLines(root: Group): readonly PrintedTable[] {
  return tableOf(undefined, root.each('detalles', 'detalle'), COLUMNS)
}

const IVA_OF_LINE: ComposedField = {
  label: 'IVA',
  of(line) {
    const taxes = line.each('impuestos', 'impuesto')
    const iva = taxes.filter((tax) => taxOf(tax) === IVA)
    const [only] = iva
    // Anything less plain is told in full beneath the line.
    if (!only || iva.length > 1 || !isOnLineTotal(only, line) || !isUsualRate(only)) return undefined
    const rate = ivaRateName(only).replace(' DE IVA', '')
    for (const name of ['codigo', 'codigoPorcentaje', 'tarifa', 'baseImponible']) only.take(name)
    return [rate, only.take('valor')].filter((part) => part !== undefined).join(' ')
  },
}

const SUBSIDY: ComposedField = { label: 'Subsidio', of: subsidyOfUnit }

const COLUMNS: readonly ColumnPlace[] = [
  text('codigoPrincipal', 1.5),
  text('codigoInterno', 1.5),
  text('codigoAuxiliar', 1.5),
  text('codigoAdicional', 1.5),
  figure('cantidad', 1.2),
  centred(called('Unidad', 'unidadMedida'), 1.1),
  text('descripcion', 4),
  figure('precioUnitario', 1.4),
  figure(SUBSIDY, 1.2),
  figure('precioSinSubsidio', 1.4),
  figure('descuento', 1.3),
  figure(IVA_OF_LINE, 1.6),
  figure({ label: labelOf('precioTotalSinImpuesto'), of: (line) => line.take('precioTotalSinImpuesto') }, 1.5),
]

function isOnLineTotal(tax: Group, line: Group): boolean {
  const total = figureOf(line.peek('precioTotalSinImpuesto'))
  const base = figureOf(tax.peek('baseImponible'))
  return total !== undefined && base !== undefined && total.eq(base)
}
