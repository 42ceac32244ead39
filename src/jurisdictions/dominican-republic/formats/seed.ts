import { branch, leaf } from '../../format/element.ts'
import type { Format, SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'

const dateTime: SimpleType = {
  name: 'xs:dateTime',
  base: 'text',
  pattern: schemaPattern(
    '[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])' +
      'T(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?|24:00:00(\\.0+)?)' +
      '(Z|[+\\-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?',
  ),
  shape: { es: 'yyyy-MM-ddTHH:mm:ss con zona', en: 'yyyy-MM-ddTHH:mm:ss with its zone' },
  date: 'year-first',
}

/**
 * The seed an authentication begins with. It comes from the server and goes back signed, untouched.
 *
 * @source DGII, Descripción técnica de facturación electrónica v1.6 (jun-2023), "Autenticación"; XSD Semilla v1.0
 */
export const SEED: Format = {
  code: 'SemillaModel',
  version: '1.0',
  source: 'DGII, Descripción técnica de facturación electrónica v1.6 (jun-2023), "Autenticación"',
  root: branch('SemillaModel', 'required', [
    leaf('valor', 'required', { name: 'xs:string', base: 'text' }),
    leaf('fecha', 'required', dateTime),
  ]),
}
