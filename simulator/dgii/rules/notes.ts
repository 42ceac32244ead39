import { daysBetween, instantOf } from '../clock.ts'
import type { Filing } from '../filing.ts'
import { spent, type Finding } from '../finding.ts'
import { money, sumOf, type Money } from '../../money.ts'
import { textAt } from '../../reading.ts'
import { headOf, isNote, type Invoice } from './invoice.ts'

/**
 * What a document says of another: notes of the one they modify, and others of the paper they replace.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Información de referencia"; codes 156, 181, 613, 614, 615 and 634
 */
export function* noteFindings(invoice: Invoice): Generator<Finding> {
  const modified = referenceOf(invoice, 'NCFModificado')
  const code = referenceOf(invoice, 'CodigoModificacion')
  if (modified === undefined) return

  const isElectronic = /^E\d{12}$/.test(modified)
  if (code === '4' && isElectronic) yield spent('613', 'Un e-CF no puede reemplazar otro e-CF.')
  if (code === '5' && invoice.type !== '31') yield spent('0', 'CodigoModificacion 5 solo es válido en el tipo 31.')
  if (['1', '2', '3'].includes(code ?? '') && !isNote(invoice)) {
    yield spent('0', `CodigoModificacion ${code} solo es válido en los tipos 33 y 34.`)
  }
  if (invoice.type === '34') yield* lateness(invoice)
  if (!isNote(invoice) || !isElectronic) return

  const owner = referenceOf(invoice, 'RNCOtroContribuyente') ?? invoice.issuer
  const original = invoice.desk.accepted(owner, modified)
  if (original) yield* against(original, invoice, owner)
  else yield spent('614', `El e-NCF modificado ${modified} no ha sido emitido.`)
}

/** IndicadorNotaCredito: 0 up to 30 calendar days after the original, 1 later. */
function* lateness(invoice: Invoice): Generator<Finding> {
  const from = instantOf(referenceOf(invoice, 'FechaNCFModificado'))
  const to = instantOf(headOf(invoice, 'Emisor.FechaEmision'))
  if (!from || !to) return
  const expected = daysBetween(from, to) > 30 ? '1' : '0'
  if (headOf(invoice, 'IdDoc.IndicadorNotaCredito') !== expected) {
    yield spent('156', 'IndicadorNotaCredito no es válido.')
  }
}

function* against(original: Filing, invoice: Invoice, owner: string): Generator<Finding> {
  const origin = (path: string) => textAt(original.root, `Encabezado.${path}`)

  if (referenceOf(invoice, 'FechaNCFModificado') !== origin('Emisor.FechaEmision')) {
    yield spent('634', 'FechaNCFModificado no coincide con la fecha de emisión del comprobante modificado.')
  }
  const incomeType = origin('IdDoc.TipoIngresos')
  if (incomeType !== undefined && headOf(invoice, 'IdDoc.TipoIngresos') !== incomeType) {
    yield spent('181', 'TipoIngresos no es válido.')
  }
  for (const field of ['Comprador.RNCComprador', 'Comprador.IdentificadorExtranjero']) {
    const buyer = origin(field)
    if (buyer !== undefined && headOf(invoice, field) !== buyer) {
      yield spent('615', 'El comprador de la nota no es el del comprobante modificado.')
    }
  }
  if (invoice.type === '34' && balanceOf(original, invoice, owner).lt(0)) {
    yield spent('615', 'El monto de las notas de crédito supera el del comprobante modificado.')
  }
}

/** What would be left of the original: with its debit notes, without its credit notes and this one. */
function balanceOf(original: Filing, invoice: Invoice, owner: string): Money {
  const notes = invoice.desk.notesOn(owner, original.number)
  const totals = (type: string) => sumOf(notes.filter((note) => note.number.slice(1, 3) === type).map(totalOf))
  return totalOf(original)
    .plus(totals('33'))
    .minus(totals('34'))
    .minus(money(headOf(invoice, 'Totales.MontoTotal')))
}

function totalOf({ root }: Filing): Money {
  return money(textAt(root, 'Encabezado.Totales.MontoTotal'))
}

function referenceOf({ root }: Invoice, name: string): string | undefined {
  return textAt(root, `InformacionReferencia.${name}`)
}
