import { branch, leaf } from '../../format/element.ts'
import type { ElementFormat, Format, SimpleType } from '../../format/format.ts'
import {
  codigoRetencionEnFactura,
  comercioExterior,
  impuesto,
  pais,
  retencionEnFactura,
  tipoIdentificacion,
} from './code-types.ts'
import { documentFormat } from './document.ts'
import { ESTABLISHMENT_ADDRESS, KEEPS_ACCOUNTS, specialTaxpayer } from './issuer-status.ts'
import { saleLines } from './lines.ts'
import { cantidad, monto, montoConSigno, tarifaRetencion } from './number-types.ts'
import { payments } from './payments.ts'
import { INVOICE_REIMBURSEMENTS, REIMBURSEMENT_SUMMARY } from './reimbursements.ts'
import { NO_LIMIT } from './repetition.ts'
import { COMPENSATIONS, RETURNED_IVA, totalTaxes } from './taxes.ts'
import { fecha, incoTerm, line, numeroConGuiones } from './text-types.ts'
import { WAYBILL_SUBSTITUTE } from './transport.ts'

const CONDITIONAL = { obligation: 'conditional' } as const

const INFO = branch('infoFactura', 'required', [
  leaf('fechaEmision', 'required', fecha),
  ESTABLISHMENT_ADDRESS,
  specialTaxpayer(),
  KEEPS_ACCOUNTS,
  leaf('comercioExterior', 'optional', comercioExterior, CONDITIONAL),
  leaf('incoTermFactura', 'optional', incoTerm, CONDITIONAL),
  leaf('lugarIncoTerm', 'optional', line(300), CONDITIONAL),
  leaf('paisOrigen', 'optional', pais, CONDITIONAL),
  leaf('puertoEmbarque', 'optional', line(300), CONDITIONAL),
  leaf('puertoDestino', 'optional', line(300), CONDITIONAL),
  leaf('paisDestino', 'optional', pais),
  leaf('paisAdquisicion', 'optional', pais),
  leaf('tipoIdentificacionComprador', 'required', tipoIdentificacion),
  leaf('guiaRemision', 'optional', numeroConGuiones),
  leaf('razonSocialComprador', 'required', line(300)),
  leaf('identificacionComprador', 'required', line(20)),
  leaf('direccionComprador', 'optional', line(300)),
  leaf('totalSinImpuestos', 'required', monto),
  leaf('totalSubsidio', 'optional', monto, CONDITIONAL),
  leaf('incoTermTotalSinImpuestos', 'optional', incoTerm, CONDITIONAL),
  leaf('totalDescuento', 'required', montoConSigno),
  ...REIMBURSEMENT_SUMMARY,
  totalTaxes(impuesto, [RETURNED_IVA]),
  COMPENSATIONS,
  leaf('propina', 'optional', monto),
  leaf('fleteInternacional', 'optional', monto, CONDITIONAL),
  leaf('seguroInternacional', 'optional', monto, CONDITIONAL),
  leaf('gastosAduaneros', 'optional', monto, CONDITIONAL),
  leaf('gastosTransporteOtros', 'optional', monto, CONDITIONAL),
  leaf('importeTotal', 'required', monto),
  leaf('moneda', 'optional', line(15)),
  leaf('placa', 'optional', line(20), CONDITIONAL),
  payments({ obligation: 'required' }),
  leaf('valorRetIva', 'optional', monto, CONDITIONAL),
  leaf('valorRetRenta', 'optional', monto, CONDITIONAL),
])

/** What distributors of fuel and of newspapers withhold from their buyer. */
const WITHHOLDINGS = branch(
  'retenciones',
  'optional',
  [
    branch(
      'retencion',
      'required',
      [
        leaf('codigo', 'required', retencionEnFactura),
        leaf('codigoPorcentaje', 'required', codigoRetencionEnFactura),
        leaf('tarifa', 'required', tarifaRetencion),
        leaf('valor', 'required', monto),
      ],
      NO_LIMIT,
    ),
  ],
  CONDITIONAL,
)

/** What is charged on behalf of others, without tax. */
const THIRD_PARTY_CHARGES = branch('otrosRubrosTerceros', 'optional', [
  branch('rubro', 'required', [leaf('concepto', 'required', line(300)), leaf('total', 'required', monto)], NO_LIMIT),
])

/** Where to tell that the invoice can be negotiated. */
export const NEGOTIABLE = branch('tipoNegociable', 'optional', [leaf('correo', 'required', line(100))], CONDITIONAL)

/**
 * Factura, oldest version first. 1.1.0 and 2.1.0 count quantities and prices to six decimals and know withholdings; 2.0.0 and
 * 2.1.0 may stand in for a guía de remisión and charge on behalf of others.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annexes 3, 6, 8 and 9; XSD factura v1.0.0, v1.1.0, v2.0.0, v2.1.0
 */
export const INVOICES: readonly Format[] = [
  invoice('1.0.0', monto, []),
  invoice('1.1.0', cantidad, [WITHHOLDINGS]),
  invoice('2.0.0', monto, [WAYBILL_SUBSTITUTE, THIRD_PARTY_CHARGES]),
  invoice('2.1.0', cantidad, [WITHHOLDINGS, WAYBILL_SUBSTITUTE, THIRD_PARTY_CHARGES]),
]

function invoice(version: string, quantity: SimpleType, extras: readonly ElementFormat[]): Format {
  return documentFormat({
    code: '01',
    version,
    root: 'factura',
    attributes: { id: 'optional', version: 'optional' },
    children: [INFO, saleLines(impuesto, quantity), INVOICE_REIMBURSEMENTS, ...extras, NEGOTIABLE],
  })
}
