import { daysBetween } from '../../../domain/calendar.ts'
import { dateFromOfficial, officialDate } from '../dates.ts'
import { EXEMPT, itbisOfIndicator } from '../itbis.ts'
import { eNcfOf } from '../numbering.ts'
import { groupAt, groupFor, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { elementsOf } from './applicable.ts'
import type { Sources } from './sources.ts'

/** Types of original that carry no TipoIngresos, so that a note over them carries none either. */
const WITHOUT_INCOME_TYPE: ReadonlySet<string> = new Set(['41', '43', '47'])

/** Past this many calendar days a credit note no longer lowers ITBIS. */
export const LATE_AFTER_DAYS = 30

/**
 * Completes a header with what follows from the rest. Whatever the client gave stays.
 *
 * - TipoPago: on credit when there is a due date, else in cash; left out of 43 and 47 where it is optional.
 * - TipoIngresos: a note's is its original's; else the issuer's own setting, else 01 (operations). Being wrong here does not change
 *   any amount, and most sales are operations; who sells otherwise says so per document or per issuer.
 * - IndicadorMontoGravado: always 0 or 1 when a line is taxed (DGII code 176), and never otherwise.
 * - TotalPaginas: only for two pages or more.
 * - A note: its buyer from the original, and IndicadorNotaCredito by the 30 days.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), IdDoc and InformacionReferencia; the official test sets for what is left out
 */
export function impliedHeader(content: Tree, items: readonly Tree[], sources: Sources): void {
  const { type, draft } = sources
  const has = elementsOf(type.code)
  const header = groupFor(content, 'Encabezado')
  const idDoc = groupFor(header, 'IdDoc')

  if (type.code !== '43' && type.code !== '47') idDoc.TipoPago ??= idDoc.FechaLimitePago === undefined ? '1' : '2'
  if (has.has('Encabezado.IdDoc.TipoIngresos')) implyIncomeType(content, idDoc, sources)
  if (has.has('Encabezado.IdDoc.IndicadorMontoGravado') && items.some(isTaxed)) {
    idDoc.IndicadorMontoGravado ??= draft.pricesIncludeTax === true ? '1' : '0'
  }
  const pages = groupsAt(groupAt(content, 'Paginacion'), 'Pagina').length
  if (pages > 1) idDoc.TotalPaginas ??= String(pages)

  if (type.isNote) {
    implyBuyer(header, sources)
    implyReferenceDate(content, sources)
  }
  if (type.code === '34') implyLateness(content, idDoc, header)
  if (type.code === '32' && header.Comprador === undefined && sources.settings.anonymousBuyer !== 'left-out') {
    header.Comprador = {}
  }
}

/**
 * Who withholds also says how much ITBIS, if nothing then 0.00 (DGII code 260). In a 41 every line states what is withheld, and of
 * an exempt line there is no ITBIS to withhold; of a taxed one only the client knows.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), Retencion
 */
export function impliedRetencion(item: Tree, { type }: Sources): void {
  if (type.code === '41') {
    if (textAt(item, 'IndicadorFacturacion') !== EXEMPT) return
    const group = groupFor(item, 'Retencion')
    group.IndicadorAgenteRetencionoPercepcion ??= '1'
    group.MontoITBISRetenido ??= '0.00'
  } else if (type.code !== '47') {
    const group = groupAt(item, 'Retencion')
    if (group?.MontoISRRetenido !== undefined) group.MontoITBISRetenido ??= '0.00'
  }
}

/** True when the line bears ITBIS at any rate, zero included. */
export function isTaxed(item: Tree): boolean {
  return itbisOfIndicator(textAt(item, 'IndicadorFacturacion')) !== undefined
}

function implyIncomeType(content: Tree, idDoc: Tree, { type, original, settings }: Sources): void {
  if (idDoc.TipoIngresos !== undefined) return
  if (type.isNote) {
    const number = textAt(groupAt(content, 'InformacionReferencia'), 'NCFModificado')
    const originalType = original?.type ?? (number === undefined ? undefined : eNcfOf(number)?.type)
    if (originalType !== undefined && WITHOUT_INCOME_TYPE.has(originalType)) return
  }
  idDoc.TipoIngresos = (type.isNote ? original?.facts.TipoIngresos : undefined) ?? settings.incomeType ?? '01'
}

/** A note goes to the buyer of its original; only a buyer nobody named is filled in. */
function implyBuyer(header: Tree, { original, draft }: Sources): void {
  if (!original || draft.buyer?.taxId !== undefined || draft.buyer?.foreignId !== undefined) return
  const { RazonSocialComprador: name, IdentificadorExtranjero: foreignId } = original.facts
  if (original.buyerTaxId === undefined && foreignId === undefined && name === undefined) return
  const buyer = groupFor(header, 'Comprador')
  if (buyer.RNCComprador === undefined && buyer.IdentificadorExtranjero === undefined) {
    if (foreignId !== undefined) buyer.IdentificadorExtranjero = foreignId
    else if (original.buyerTaxId !== undefined) buyer.RNCComprador = original.buyerTaxId
  }
  if (name !== undefined) buyer.RazonSocialComprador ??= name
}

function implyReferenceDate(content: Tree, { original }: Sources): void {
  const reference = groupAt(content, 'InformacionReferencia')
  if (reference && original) reference.FechaNCFModificado ??= officialDate(original.issueDate)
}

function implyLateness(content: Tree, idDoc: Tree, header: Tree): void {
  if (idDoc.IndicadorNotaCredito !== undefined) return
  const days = daysSinceOriginal(content, header)
  if (days !== undefined) idDoc.IndicadorNotaCredito = days > LATE_AFTER_DAYS ? '1' : '0'
}

/** Calendar days from the original to the note; undefined while a date is missing or no date. */
export function daysSinceOriginal(content: Tree, header: Tree): number | undefined {
  const from = dateFromOfficial(textAt(groupAt(content, 'InformacionReferencia'), 'FechaNCFModificado'))
  const to = dateFromOfficial(textAt(groupAt(header, 'Emisor'), 'FechaEmision'))
  return from && to && daysBetween(from, to)
}
