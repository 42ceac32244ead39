import { branch, leaf } from '../../format/element.ts'
import type { Format, SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'
import { NON_RECEIPT_REASONS } from '../catalogs/non-receipt-reasons.ts'
import { RECEIPT_STATUSES } from '../catalogs/receipt-statuses.ts'
import { coded } from './code-types.ts'
import { fechaHora, rnc } from './exchange-types.ts'

const version: SimpleType = {
  name: 'VersionType',
  base: 'decimal',
  values: new Set(['1.0']),
  totalDigits: 2,
  fractionDigits: 1,
}

const rncType: SimpleType = { ...rnc, name: 'RNCType', pattern: schemaPattern('[0-9]{11}|[0-9]{9}') }

const eNCF: SimpleType = {
  name: 'eNCFType',
  base: 'text',
  minLength: 9,
  maxLength: 13,
  pattern: schemaPattern('([a-z0-9A-Z]{13,13})|([a-z0-9A-Z]{11,11})|([a-z0-9A-Z]{9,9})*'),
  shape: { es: '13, 11 o 9 letras o dígitos', en: '13, 11 or 9 letters or digits' },
}

/**
 * The acknowledgement with which a buyer's system answers an e-CF: received, not accepted.
 *
 * @source DGII, Formato Acuse de Recibo v1.0 (jul-2020); XSD ARECF v1.0
 */
export const ARECF: Format = {
  code: 'ARECF',
  version: '1.0',
  source: 'DGII, Formato Acuse de Recibo v1.0 (jul-2020)',
  root: branch('ARECF', 'required', [
    branch('DetalleAcusedeRecibo', 'required', [
      leaf('Version', 'required', version),
      leaf('RNCEmisor', 'required', rncType),
      leaf('RNCComprador', 'required', rncType),
      leaf('eNCF', 'required', eNCF),
      leaf('Estado', 'required', coded('EstadoType', 'integer', RECEIPT_STATUSES)),
      leaf('CodigoMotivoNoRecibido', 'optional', coded('CodigoMotivoNoRecibidoType', 'integer', NON_RECEIPT_REASONS)),
      leaf('FechaHoraAcuseRecibo', 'required', { ...fechaHora, name: 'DateAndTimeType' }),
    ]),
  ]),
}
