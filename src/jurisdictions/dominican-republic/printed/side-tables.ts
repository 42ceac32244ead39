import type { PrintedColumn, PrintedTable } from '../../../domain/printed-page.ts'
import { labelOf } from './labels.ts'
import type { Values } from './values.ts'

/** Discounts and charges on the document as a whole; no table without one. */
export function adjustmentsTable(document: Values): readonly PrintedTable[] {
  return tableOf(
    'Descuentos y recargos globales',
    [
      ['TipoAjuste', 'left', 1.2],
      ['DescripcionDescuentooRecargo', 'left', 3],
      ['IndicadorFacturacionDescuentooRecargo', 'left', 1.4],
      ['TipoValor', 'center', 0.7],
      ['ValorDescuentooRecargo', 'right', 1.2],
      ['MontoDescuentooRecargo', 'right', 1.5],
      ['MontoDescuentooRecargoOtraMoneda', 'right', 1.5],
    ],
    document.group('DescuentosORecargos').groups('DescuentoORecargo'),
  )
}

/** Subtotals of groups of lines, for information; no table without one. */
export function subtotalsTable(document: Values): readonly PrintedTable[] {
  return tableOf(
    'Subtotales informativos',
    [
      ['DescripcionSubtotal', 'left', 3],
      ['Lineas', 'center', 0.7],
      ['SubTotalMontoGravadoTotal', 'right', 1.3],
      ['SubTotalExento', 'right', 1.3],
      ['SubTotalImpuestoAdicional', 'right', 1.3],
      ['SubTotaITBIS', 'right', 1.3],
      ['MontoSubTotal', 'right', 1.4],
    ],
    document.group('Subtotales').groups('Subtotal'),
  )
}

type Place = readonly [field: string, align: PrintedColumn['align'], weight: number]

function tableOf(title: string, places: readonly Place[], entries: readonly Values[]): readonly PrintedTable[] {
  if (entries.length === 0) return []
  const rows = entries.map((entry) => {
    const cells = places.flatMap(([field]) => entry.texts(field).map((value) => [field, value] as const))
    const details = entry.rest()
    return { cells: Object.fromEntries(cells), ...(details.length > 0 ? { details } : {}) }
  })
  const columns = places
    .filter(([field]) => rows.some(({ cells }) => cells[field] !== undefined))
    .map(([field, align, weight]) => ({ key: field, label: labelOf(field), align, weight, onReceipt: true }))
  return [{ title, columns, rows }]
}
