import { branch, leaf } from '../../format/element.ts'
import type { Format, SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'
import { ADDITIONAL_TAXES } from '../catalogs/additional-taxes.ts'
import { INCOME_TYPES } from '../catalogs/income-types.ts'
import { coded, formaPago, tipoPago } from './code-types.ts'
import { dayShape } from './text-types.ts'

const version: SimpleType = { name: 'VersionType', base: 'decimal', values: new Set(['1.0']) }
const tipoeCF: SimpleType = { name: 'TipoeCFType', base: 'integer', values: new Set(['32']) }
const tipoIngresos = coded('TipoIngresosType', 'integer', INCOME_TYPES)
const tipoImpuesto = coded('ImpuestosAdicionalesType', 'text', ADDITIONAL_TAXES)

const eNCF: SimpleType = {
  name: 'eNCFType',
  base: 'text',
  minLength: 13,
  maxLength: 13,
  pattern: schemaPattern('([a-z0-9A-Z]{13,13})*'),
  shape: { es: '13 letras o dígitos, como E320000000001', en: '13 letters or digits, such as E320000000001' },
}

const rnc: SimpleType = {
  name: 'RNCType',
  base: 'integer',
  pattern: schemaPattern('[0-9]{11}|[0-9]{9}'),
  shape: { es: '9 dígitos (RNC) u 11 (cédula), sin guiones', en: '9 digits (RNC) or 11 (cédula), without hyphens' },
}

/** The official pattern takes blanks around the date and a slip, `$`, for a digit: that the day must exist keeps both out. */
const fecha: SimpleType = {
  name: 'FechaType',
  base: 'text',
  pattern: schemaPattern('\\s*(3[01]|[12][$0-9]|0?[1-9])\\-(1[012]|0?[1-9])\\-((19|20)\\d{2})\\s*'),
  shape: dayShape,
  date: 'day-first',
}

// No decimals or exactly two: one, which the e-CF takes, is refused here.
const shape = {
  es: 'un número de hasta 16 enteros, sin decimales o con exactamente dos',
  en: 'a number of up to 16 integer digits, with no decimals or exactly two',
}
const monto: SimpleType = {
  name: 'Decimal18D2MayorIgual0Type',
  base: 'decimal',
  pattern: schemaPattern('[0-9]{1,16}(.[0-9]{2})?'),
  shape,
  totalDigits: 18,
  fractionDigits: 2,
  decimals: 2,
}
const montoMayorCero: SimpleType = { ...monto, name: 'Decimal18D2Mayor0Type', minInclusive: '0.01' }
const montoConSigno: SimpleType = {
  ...monto,
  name: 'Decimal18D2NegativoType',
  pattern: schemaPattern('[+-]?[0-9]{1,16}(.[0-9]{2})?'),
}

const codigoSeguridad: SimpleType = {
  name: 'CodigoSeguridadeCFType',
  base: 'text',
  pattern: schemaPattern('.{6}'),
  shape: { es: '6 caracteres', en: '6 characters' },
}

/**
 * The summary that DGII gets in place of a type 32 below DOP 250,000. It has no FechaHoraFirma.
 *
 * @source DGII, Formato RFCE v1.0 (jul-2020); XSD RFCE 32 v1.0
 */
export const RFCE: Format = {
  code: 'RFCE',
  version: '1.0',
  source: 'DGII, Formato RFCE v1.0 (jul-2020)',
  root: branch('RFCE', 'required', [
    branch('Encabezado', 'required', [
      leaf('Version', 'required', version),
      branch('IdDoc', 'required', [
        leaf('TipoeCF', 'required', tipoeCF),
        leaf('eNCF', 'required', eNCF),
        leaf('TipoIngresos', 'required', tipoIngresos),
        leaf('TipoPago', 'required', tipoPago),
        branch('TablaFormasPago', 'optional', [
          branch(
            'FormaDePago',
            'optional',
            [leaf('FormaPago', 'optional', formaPago), leaf('MontoPago', 'optional', monto)],
            { most: 7 },
          ),
        ]),
      ]),
      branch('Emisor', 'required', [
        leaf('RNCEmisor', 'required', rnc),
        leaf('RazonSocialEmisor', 'required', { name: 'AlfaNum150RType', base: 'text', minLength: 1, maxLength: 150 }),
        leaf('FechaEmision', 'required', fecha),
      ]),
      branch(
        'Comprador',
        'required',
        [
          leaf('RNCComprador', 'optional', rnc),
          leaf('IdentificadorExtranjero', 'optional', { name: 'AlfaNum20Type', base: 'text', maxLength: 20 }),
          leaf('RazonSocialComprador', 'optional', { name: 'AlfaNum150Type', base: 'text', maxLength: 150 }),
        ],
        { mayBeEmpty: true },
      ),
      branch('Totales', 'required', [
        leaf('MontoGravadoTotal', 'optional', monto),
        leaf('MontoGravadoI1', 'optional', monto),
        leaf('MontoGravadoI2', 'optional', monto),
        leaf('MontoGravadoI3', 'optional', monto),
        leaf('MontoExento', 'optional', monto),
        leaf('TotalITBIS', 'optional', monto),
        leaf('TotalITBIS1', 'optional', monto),
        leaf('TotalITBIS2', 'optional', monto),
        leaf('TotalITBIS3', 'optional', monto),
        leaf('MontoImpuestoAdicional', 'optional', montoMayorCero),
        branch('ImpuestosAdicionales', 'optional', [
          branch(
            'ImpuestoAdicional',
            'optional',
            [
              leaf('TipoImpuesto', 'optional', tipoImpuesto),
              leaf('MontoImpuestoSelectivoConsumoEspecifico', 'optional', montoMayorCero),
              leaf('MontoImpuestoSelectivoConsumoAdvalorem', 'optional', montoMayorCero),
              leaf('OtrosImpuestosAdicionales', 'optional', montoMayorCero),
            ],
            { most: 20 },
          ),
        ]),
        leaf('MontoTotal', 'required', monto),
        leaf('MontoNoFacturable', 'optional', montoConSigno),
        leaf('MontoPeriodo', 'optional', montoConSigno),
      ]),
      leaf('CodigoSeguridadeCF', 'required', codigoSeguridad),
    ]),
  ]),
}
