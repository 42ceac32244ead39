import { branch, leaf } from '../../format/element.ts'
import type { Format, SimpleType } from '../../format/format.ts'
import { soloIva, tipoIdentificacion } from './code-types.ts'
import { documentFormat } from './document.ts'
import { NEGOTIABLE } from './invoice.ts'
import { ESTABLISHMENT_ADDRESS, KEEPS_ACCOUNTS, specialTaxpayer } from './issuer-status.ts'
import { saleLines } from './lines.ts'
import { cantidad, monto, montoConSigno } from './number-types.ts'
import { payments } from './payments.ts'
import { SETTLEMENT_REIMBURSEMENTS, REIMBURSEMENT_SUMMARY } from './reimbursements.ts'
import { totalTaxes } from './taxes.ts'
import { fecha, line } from './text-types.ts'

const INFO = branch('infoLiquidacionCompra', 'required', [
  leaf('fechaEmision', 'required', fecha),
  ESTABLISHMENT_ADDRESS,
  specialTaxpayer(),
  KEEPS_ACCOUNTS,
  leaf('tipoIdentificacionProveedor', 'required', tipoIdentificacion),
  leaf('razonSocialProveedor', 'required', line(300)),
  leaf('identificacionProveedor', 'required', line(20)),
  leaf('direccionProveedor', 'optional', line(300)),
  leaf('totalSinImpuestos', 'required', monto),
  leaf('totalDescuento', 'required', montoConSigno),
  ...REIMBURSEMENT_SUMMARY,
  totalTaxes(soloIva),
  leaf('importeTotal', 'required', monto),
  leaf('moneda', 'optional', line(15)),
  payments(),
])

/**
 * Liquidación de compra, oldest version first: 1.1.0 counts quantities and prices to six decimals.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 17; XSD liquidacionCompra v1.0.0, v1.1.0
 */
export const PURCHASE_SETTLEMENTS: readonly Format[] = [settlement('1.0.0', monto), settlement('1.1.0', cantidad)]

function settlement(version: string, quantity: SimpleType): Format {
  return documentFormat({
    code: '03',
    version,
    root: 'liquidacionCompra',
    attributes: { id: 'optional', version: 'optional' },
    children: [INFO, saleLines(soloIva, quantity), SETTLEMENT_REIMBURSEMENTS, NEGOTIABLE],
  })
}
