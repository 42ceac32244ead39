import type { XmlElement } from '../../../src/xml/tree.ts'
import { spent, type Finding } from '../finding.ts'
import { differ, money, sumOf, type Money } from '../../money.ts'
import { allAt, amountAt, elementAt, textAt } from '../../reading.ts'
import { headOf, type Invoice } from './invoice.ts'

/**
 * What each line may and must say. A rule that many lines break is told once.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Detalle de bienes o servicios"; codes 176, 244, 260, 2020, 2030, 2150, 11170
 */
export function* lineFindings(invoice: Invoice): Generator<Finding> {
  const { lines, type } = invoice
  const isTaxed = lines.some((line) => ['1', '2'].includes(indicatorOf(line)))
  if (isTaxed && PRICED.includes(type) && headOf(invoice, 'IdDoc.IndicadorMontoGravado') === undefined) {
    yield spent('176', 'IndicadorMontoGravado no es válido.')
  }
  if (type === '47' && headOf(invoice, 'Totales.TotalISRRetencion') === undefined) {
    yield spent('11170', 'TotalISRRetencion no es válido.')
  }
  if (lines.some((line, i) => textAt(line, 'NumeroLinea') !== String(i + 1))) {
    yield spent('0', 'NumeroLinea debe ser consecutivo desde 1.')
  }
  for (const [breaks, finding] of PER_LINE) if (lines.some((line) => breaks(line, type))) yield finding
}

/** The types that have IndicadorMontoGravado. */
const PRICED = ['31', '32', '33', '34', '41', '45']

const PER_LINE: readonly (readonly [(line: XmlElement, type: string) => boolean, Finding])[] = [
  [
    (line, type) => ['43', '44', '47'].includes(type) && indicatorOf(line) !== '4',
    spent('244', 'IndicadorFacturacion: solo se admiten ítems exentos (4).'),
  ],
  [
    (line, type) => type === '46' && indicatorOf(line) !== '3',
    spent('0', 'IndicadorFacturacion: en el tipo 46 solo se admite 3.'),
  ],
  [
    (line, type) => type === '47' && textAt(line, 'IndicadorBienoServicio') !== '2',
    spent('0', 'IndicadorBienoServicio: en el tipo 47 solo se admiten servicios (2).'),
  ],
  [
    (line) => textAt(line, 'Retencion.IndicadorAgenteRetencionoPercepcion') === '2',
    spent('0', 'La percepción no está en vigor.'),
  ],
  [
    (line, type) => type === '41' && !elementAt(line, 'Retencion'),
    spent('0', 'Retencion es obligatoria en cada línea del tipo 41.'),
  ],
  [
    // The type 47 has no such field.
    (line, type) => type !== '47' && lacks(elementAt(line, 'Retencion'), 'MontoITBISRetenido'),
    spent('260', 'MontoITBISRetenido no es válido.'),
  ],
  [
    (line) => isBroken(line, 'DescuentoMonto', 'TablaSubDescuento.SubDescuento', 'MontoSubDescuento'),
    spent('2020', 'TablaSubDescuento o DescuentoMonto no es válido.'),
  ],
  [
    (line) => isBroken(line, 'RecargoMonto', 'TablaSubRecargo.SubRecargo', 'MontoSubRecargo'),
    spent('2030', 'TablaSubRecargo o RecargoMonto no es válido.'),
  ],
  [
    (line) => taxCodesOf(line).some(isSelective) && !isBulk(line) && lacks(line, 'TablaSubcantidad'),
    spent('2150', 'TablaSubcantidad no es válida.'),
  ],
]

/** The tax treatment of a line: 0 not billed, 1 18 %, 2 16 %, 3 0 %, 4 exempt. */
export function indicatorOf(line: XmlElement): string {
  return textAt(line, 'IndicadorFacturacion') ?? ''
}

/** The additional taxes a line bears. */
export function taxCodesOf(line: XmlElement): readonly string[] {
  return allAt(line, 'TablaImpuestoAdicional.ImpuestoAdicional').map((tax) => textAt(tax, 'TipoImpuesto') ?? '')
}

/** Codes 006 to 039 are the selective consumption tax on alcohol and tobacco. */
export function isSelective(code: string): boolean {
  return code >= '006' && code <= '039'
}

/** Sold in bulk (unit 18): the specific tax does not apply. */
export function isBulk(line: XmlElement): boolean {
  return textAt(line, 'UnidadMedida') === '18'
}

function lacks(element: XmlElement | undefined, name: string): boolean {
  return element !== undefined && elementAt(element, name) === undefined
}

/** An amount and its table go together, and the table adds up to the amount. */
function isBroken(line: XmlElement, amount: string, rows: string, rowAmount: string): boolean {
  const stated = amountAt(line, amount)
  const parts = allAt(line, rows)
  if (stated === undefined || parts.length === 0) return !isNothing(stated) || parts.length > 0
  return differ(stated, sumOf(parts.map((row) => amountAt(row, rowAmount) ?? money(0))), 1)
}

function isNothing(amount: Money | undefined): boolean {
  return amount === undefined || amount.eq(0)
}
