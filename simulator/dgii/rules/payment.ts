import { instantOf } from '../clock.ts'
import { spent, type Finding } from '../finding.ts'
import { allAt, textAt } from '../../reading.ts'
import { headOf, isNote, type Invoice } from './invoice.ts'

/** How it is paid. @source DGII, Formato e-CF v1.0 (oct-2025), "IdDoc" */
export function* paymentFindings(invoice: Invoice): Generator<Finding> {
  const { root, type } = invoice
  const terms = headOf(invoice, 'IdDoc.TipoPago')
  if (type === '31' && terms === '3') yield spent('0', 'TipoPago 3 (gratuito) no es válido en el tipo 31.')
  if (terms === undefined && (type === '41' || isNote(invoice))) yield spent('0', 'TipoPago es obligatorio.')

  const dueText = headOf(invoice, 'IdDoc.FechaLimitePago')
  const [due, issued] = [instantOf(dueText), instantOf(headOf(invoice, 'Emisor.FechaEmision'))]
  if (dueText !== undefined && terms !== '2')
    yield spent('0', 'FechaLimitePago solo procede cuando TipoPago es 2 (crédito).')
  if (due && issued && due < issued) yield spent('0', 'FechaLimitePago no puede ser menor que FechaEmision.')

  const methods = allAt(root, 'Encabezado.IdDoc.TablaFormasPago.FormaDePago')
  if (type !== '32' && methods.some((method) => textAt(method, 'FormaPago') === '5')) {
    yield spent('0', 'FormaPago 5 (bonos o certificados de regalo) solo es válida en el tipo 32.')
  }
}
