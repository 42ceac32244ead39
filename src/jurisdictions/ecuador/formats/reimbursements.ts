import { branch, leaf } from '../../format/element.ts'
import type { ElementFormat, SimpleType } from '../../format/format.ts'
import {
  documentoReembolso,
  documentoSustento2,
  hasta4Digitos,
  impuesto,
  pais,
  tipoIdentificacion,
  tipoProveedorReembolso,
} from './code-types.ts'
import { monto, montoConSigno, tarifa } from './number-types.ts'
import { NO_LIMIT } from './repetition.ts'
import { REIMBURSED_COMPENSATIONS } from './taxes.ts'
import { establecimiento, fecha, line, numeroAutorizacionReembolso, secuencial } from './text-types.ts'

const CONDITIONAL = { obligation: 'conditional' } as const

const OF_A_SALE = { document: documentoReembolso, authorization: 'numeroautorizacionDocReemb', rate: tarifa }

/**
 * The documents that a factura bills on to its buyer.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 26; "reembolsos" of XSD factura v2.1.0
 */
export const INVOICE_REIMBURSEMENTS = reimbursements({ ...OF_A_SALE, rest: [REIMBURSED_COMPENSATIONS] })

/** The same in liquidación. */
export const SETTLEMENT_REIMBURSEMENTS = reimbursements({ ...OF_A_SALE, rest: [] })

/** The same in retención 2.0.0: other codes, another name for the authorisation, and the rate as digits. */
export const SUPPORT_REIMBURSEMENTS = reimbursements({
  document: documentoSustento2,
  authorization: 'numeroAutorizacionDocReemb',
  rate: hasta4Digitos,
  rest: [],
})

/** What a sale says of its reimbursements as a whole. */
export const REIMBURSEMENT_SUMMARY = [
  leaf('codDocReembolso', 'optional', documentoReembolso, CONDITIONAL),
  ...reimbursementTotals(monto),
]
/** The same in retención 2.0.0. */
export const SUPPORT_REIMBURSEMENT_SUMMARY = reimbursementTotals(montoConSigno)

function reimbursementTotals(type: SimpleType): readonly ElementFormat[] {
  return [
    leaf('totalComprobantesReembolso', 'optional', type, CONDITIONAL),
    leaf('totalBaseImponibleReembolso', 'optional', type, CONDITIONAL),
    leaf('totalImpuestoReembolso', 'optional', type, CONDITIONAL),
  ]
}

interface Variant {
  readonly document: SimpleType
  readonly authorization: string
  readonly rate: SimpleType
  readonly rest: readonly ElementFormat[]
}

function reimbursements({ document, authorization, rate, rest }: Variant): ElementFormat {
  const tax = branch(
    'detalleImpuesto',
    'required',
    [
      leaf('codigo', 'required', impuesto),
      leaf('codigoPorcentaje', 'required', hasta4Digitos),
      leaf('tarifa', 'required', rate),
      leaf('baseImponibleReembolso', 'required', monto),
      leaf('impuestoReembolso', 'required', monto),
    ],
    NO_LIMIT,
  )
  const children = [
    leaf('tipoIdentificacionProveedorReembolso', 'required', tipoIdentificacion),
    leaf('identificacionProveedorReembolso', 'required', line(20)),
    leaf('codPaisPagoProveedorReembolso', 'optional', pais),
    leaf('tipoProveedorReembolso', 'required', tipoProveedorReembolso),
    leaf('codDocReembolso', 'required', document),
    leaf('estabDocReembolso', 'required', establecimiento),
    leaf('ptoEmiDocReembolso', 'required', establecimiento),
    leaf('secuencialDocReembolso', 'required', secuencial),
    leaf('fechaEmisionDocReembolso', 'required', fecha),
    leaf(authorization, 'required', numeroAutorizacionReembolso),
    branch('detalleImpuestos', 'required', [tax]),
    ...rest,
  ]
  return branch('reembolsos', 'optional', [branch('reembolsoDetalle', 'required', children, NO_LIMIT)], CONDITIONAL)
}
