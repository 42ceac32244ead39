import { branch, leaf } from '../../format/element.ts'
import type { Format, SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'
import { DOCUMENT_TYPES } from '../catalogs/document-types.ts'
import { coded } from './code-types.ts'
import { fechaHora, rnc, version } from './exchange-types.ts'

const count: SimpleType = {
  name: 'Num10Validation',
  base: 'integer',
  pattern: schemaPattern('(\\d{1,10})'),
  shape: { es: 'de 1 a 10 dígitos', en: '1 to 10 digits' },
}

const line: SimpleType = {
  name: 'Num2Validation',
  base: 'integer',
  pattern: schemaPattern('\\d{1,2}'),
  shape: { es: 'de 1 a 2 dígitos', en: '1 to 2 digits' },
}

const eNCF: SimpleType = { name: 'AlfaNum13Validation', base: 'text', minLength: 13, maxLength: 13 }

/**
 * The voiding of ranges of unused numbers. The schema lets NoLinea repeat; the format document does not, and one line has one
 * number.
 *
 * @source DGII, Formato Anulación de e-NCF v1.0 (jun-2022); XSD ANECF v1.0
 */
export const ANECF: Format = {
  code: 'ANECF',
  version: '1.0',
  source: 'DGII, Formato Anulación de e-NCF v1.0 (jun-2022)',
  root: branch('ANECF', 'required', [
    branch('Encabezado', 'required', [
      leaf('Version', 'required', version),
      leaf('RncEmisor', 'required', rnc),
      leaf('CantidadeNCFAnulados', 'required', count),
      leaf('FechaHoraAnulacioneNCF', 'required', fechaHora),
    ]),
    branch('DetalleAnulacion', 'required', [
      branch(
        'Anulacion',
        'required',
        [
          leaf('NoLinea', 'required', line),
          leaf('TipoeCF', 'required', coded('CFType', 'integer', DOCUMENT_TYPES)),
          branch('TablaRangoSecuenciasAnuladaseNCF', 'required', [
            branch(
              'Secuencias',
              'required',
              [leaf('SecuenciaeNCFDesde', 'required', eNCF), leaf('SecuenciaeNCFHasta', 'required', eNCF)],
              { most: 10_000 },
            ),
          ]),
          leaf('CantidadeNCFAnulados', 'required', count),
        ],
        { most: 10 },
      ),
    ]),
  ]),
}
