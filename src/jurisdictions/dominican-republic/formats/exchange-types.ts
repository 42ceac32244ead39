import type { SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'
import { momentShape } from './text-types.ts'

// What the three documents that go between taxpayers and DGII beside the e-CF have in common: ACECF, ARECF and ANECF.

/** RNC or cédula, in ACECF and ANECF. */
export const rnc: SimpleType = {
  name: 'RNCValidation',
  base: 'integer',
  pattern: schemaPattern('(\\d{11,11})|(\\d{9,9})'),
  shape: { es: '9 dígitos (RNC) u 11 (cédula), sin guiones', en: '9 digits (RNC) or 11 (cédula), without hyphens' },
}

/** Always 1.0, in ACECF and ANECF. */
export const version: SimpleType = { name: 'versionType', base: 'text', values: new Set(['1.0']) }

/** A wall-clock time of the country (GMT-4), in ACECF and ANECF. */
export const fechaHora: SimpleType = {
  name: 'DateAndTimeValidation',
  base: 'text',
  pattern: schemaPattern(
    '(3[01]|[12][0-9]|0[1-9])-(1[0-2]|0[1-9])-[0-9]{4} (2[0-3]|[01]?[0-9]):([0-5]?[0-9]):([0-5]?[0-9])',
  ),
  shape: momentShape,
  date: 'day-first',
}
