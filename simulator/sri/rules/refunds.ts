import { elementsOf } from '../../../src/xml/tree.ts'
import { differ, money, sumOf } from '../../money.ts'
import { amountAt, textAt } from '../../reading.ts'
import { partsOf } from '../access-key.ts'
import { error, type Finding } from '../finding.ts'
import { infoOf, type Comprobante } from './comprobante.ts'

/**
 * IVA given back to older adults at the till: to a cédula only, never more than the tax, and what DIG authorised.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 12 "Devolución IVA", code 92
 */
export function* refundFindings(comprobante: Comprobante): Generator<Finding> {
  const { root, type, issuer, accessKey, desk } = comprobante
  const taxes = [...elementsOf(root)].filter((element) => textAt(element, 'valorDevolucionIva') !== undefined)
  const refund = sumOf(taxes.map((tax) => amountAt(tax, 'valorDevolucionIva') ?? money(0)))
  if (refund.eq(0)) return
  if (type.receiver && infoOf(comprobante, type.receiver.kind) !== '05') {
    yield error('92', 'La devolución del IVA es solo para quien se identifica con cédula')
  }
  if (taxes.some((tax) => amountAt(tax, 'valorDevolucionIva')?.gt(amountAt(tax, 'valor') ?? 0))) {
    yield error('92', 'valorDevolucionIva es mayor que el valor del impuesto')
  }
  const { secuencial } = partsOf(accessKey)
  const { vatRefunds } = desk.rules
  const granted = vatRefunds?.find((each) => each.issuer === issuer && each.secuencial === secuencial)
  if (vatRefunds && differ(refund, money(granted?.amount), 0)) {
    yield error('92', 'El monto no es el autorizado por el servicio DIG')
  }
}
