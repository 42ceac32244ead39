import { branch, leaf } from '../../format/element.ts'
import {
  codSustento,
  documentoSustento,
  hasta4Digitos,
  impuesto,
  impuestoRetenido,
  pagoLocExt,
  paisEfecPago,
  siNo,
  tipoRegi,
} from './code-types.ts'
import { monto, montoConSigno, porcentaje } from './number-types.ts'
import { SUPPORT_PAYMENTS } from './payments.ts'
import { SUPPORT_REIMBURSEMENTS, SUPPORT_REIMBURSEMENT_SUMMARY } from './reimbursements.ts'
import { NO_LIMIT } from './repetition.ts'
import { ejercicio, fecha, numCajBan, numeroAutorizacion, numeroSinGuiones } from './text-types.ts'
import { withheld } from './withheld.ts'

const CONDITIONAL = { obligation: 'conditional' } as const

const TAX = branch(
  'impuestoDocSustento',
  'required',
  [
    leaf('codImpuestoDocSustento', 'required', impuesto),
    leaf('codigoPorcentaje', 'required', hasta4Digitos),
    leaf('baseImponible', 'required', monto),
    leaf('tarifa', 'required', porcentaje),
    leaf('valorImpuesto', 'required', monto),
  ],
  NO_LIMIT,
)

const DIVIDENDS = branch(
  'dividendos',
  'optional',
  [
    leaf('fechaPagoDiv', 'required', fecha),
    leaf('imRentaSoc', 'required', monto),
    leaf('ejerFisUtDiv', 'required', ejercicio),
  ],
  CONDITIONAL,
)

const BANANA_BOXES = branch(
  'compraCajBanano',
  'optional',
  [leaf('numCajBan', 'required', numCajBan), leaf('precCajBan', 'required', monto)],
  CONDITIONAL,
)

const WITHHOLDING = branch('retencion', 'required', [...withheld(impuestoRetenido), DIVIDENDS, BANANA_BOXES], NO_LIMIT)

/**
 * The documents that tax was withheld from, each with what was withheld.
 *
 * @source SRI, XSD comprobanteRetencion v2.0.0; catálogo del ATS
 */
export const SUPPORT_DOCUMENTS = branch('docsSustento', 'required', [
  branch(
    'docSustento',
    'required',
    [
      leaf('codSustento', 'required', codSustento),
      leaf('codDocSustento', 'required', documentoSustento),
      leaf('numDocSustento', 'required', numeroSinGuiones),
      leaf('fechaEmisionDocSustento', 'required', fecha),
      leaf('fechaRegistroContable', 'optional', fecha),
      leaf('numAutDocSustento', 'optional', numeroAutorizacion),
      leaf('pagoLocExt', 'required', pagoLocExt),
      leaf('tipoRegi', 'optional', tipoRegi, CONDITIONAL),
      leaf('paisEfecPago', 'optional', paisEfecPago, CONDITIONAL),
      leaf('aplicConvDobTrib', 'optional', siNo, CONDITIONAL),
      leaf('pagExtSujRetNorLeg', 'optional', siNo, CONDITIONAL),
      leaf('pagoRegFis', 'optional', siNo, CONDITIONAL),
      ...SUPPORT_REIMBURSEMENT_SUMMARY,
      leaf('totalSinImpuestos', 'required', montoConSigno),
      leaf('importeTotal', 'required', monto),
      branch('impuestosDocSustento', 'required', [TAX]),
      branch('retenciones', 'required', [WITHHOLDING]),
      SUPPORT_REIMBURSEMENTS,
      SUPPORT_PAYMENTS,
    ],
    NO_LIMIT,
  ),
])
