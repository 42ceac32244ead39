import { branch, leaf } from '../../format/element.ts'
import type { Format, SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'
import { APPROVAL_STATUSES } from '../catalogs/approval-statuses.ts'
import { coded } from './code-types.ts'
import { fechaHora, rnc, version } from './exchange-types.ts'
import { dayShape } from './text-types.ts'

const eNCF: SimpleType = {
  name: 'AlfaNum11Validation',
  base: 'text',
  pattern: schemaPattern('([a-z0-9A-Z]{13,13})|([a-z0-9A-Z]{11,11})|([a-z0-9A-Z]{9,9})'),
  shape: { es: '13, 11 o 9 letras o dígitos', en: '13, 11 or 9 letters or digits' },
}

const fecha: SimpleType = {
  name: 'DateValidation',
  base: 'text',
  pattern: schemaPattern('(3[01]|[12][0-9]|0?[1-9])\\-(1[012]|0?[1-9])\\-((20|20)\\d{2})'),
  shape: dayShape,
  date: 'day-first',
}

const monto: SimpleType = {
  name: 'Decimal18D2Validation',
  base: 'decimal',
  pattern: schemaPattern('[0-9]+(\\.[0-9]{2})'),
  shape: {
    es: 'un número de hasta 18 dígitos con exactamente dos decimales',
    en: 'a number of up to 18 digits with exactly two decimals',
  },
  totalDigits: 18,
  fractionDigits: 2,
  decimals: 2,
}

/**
 * The commercial approval: the buyer accepts or refuses an e-CF that DGII has accepted.
 *
 * @source DGII, Formato Aprobación Comercial v1.0 (ene-2020); XSD ACECF v1.0
 */
export const ACECF: Format = {
  code: 'ACECF',
  version: '1.0',
  source: 'DGII, Formato Aprobación Comercial v1.0 (ene-2020)',
  root: branch('ACECF', 'required', [
    branch('DetalleAprobacionComercial', 'required', [
      leaf('Version', 'required', version),
      leaf('RNCEmisor', 'required', rnc),
      leaf('eNCF', 'required', eNCF),
      leaf('FechaEmision', 'required', fecha),
      leaf('MontoTotal', 'required', monto),
      leaf('RNCComprador', 'required', rnc),
      leaf('Estado', 'required', coded('EstadoType', 'integer', APPROVAL_STATUSES)),
      leaf('DetalleMotivoRechazo', 'optional', { name: 'AlfaNum250Validation', base: 'text', maxLength: 250 }),
      leaf('FechaHoraAprobacionComercial', 'required', fechaHora),
    ]),
  ]),
}
