import { money } from '../../money.ts'
import { conditional, spent, type Finding } from '../finding.ts'
import { headOf, SUMMARY_LIMIT, type Invoice } from './invoice.ts'

/** Who buys. @source DGII, Formato e-CF v1.0 (oct-2025), "Comprador"; codes 1381 and 1385 */
export function* buyerFindings(invoice: Invoice): Generator<Finding> {
  const { type, desk } = invoice
  const rnc = headOf(invoice, 'Comprador.RNCComprador')
  const foreign = headOf(invoice, 'Comprador.IdentificadorExtranjero')
  const name = headOf(invoice, 'Comprador.RazonSocialComprador')

  if (rnc !== undefined && foreign !== undefined) {
    yield spent('0', 'RNCComprador e IdentificadorExtranjero se excluyen.')
  }
  const isLarge = type === '32' && money(headOf(invoice, 'Totales.MontoTotal')).gte(SUMMARY_LIMIT)
  if ((type === '44' || isLarge) && rnc === undefined && foreign === undefined) {
    yield spent('1381', 'RNCComprador o IdentificadorExtranjero es obligatorio.')
  }
  if (isLarge && name === undefined) yield spent('0', 'RazonSocialComprador es obligatorio desde DOP 250,000.00.')
  if (rnc !== undefined && desk.rules.register && !desk.rules.register.includes(rnc)) {
    yield conditional('1385', 'RNCComprador no es válido.')
  }
}
