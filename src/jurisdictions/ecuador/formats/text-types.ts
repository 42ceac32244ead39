import type { SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'

// The text types of the SRI schemas, with their official patterns. The schemas declare most of them anew in every file, under
// changing names; here each stands once.

/** Text of 1 to `maxLength` characters on one line. */
export function line(maxLength: number): SimpleType {
  return {
    name: `linea${maxLength}`,
    base: 'text',
    minLength: 1,
    maxLength,
    pattern: schemaPattern('[^\\n]*'),
    shape: { es: 'texto en una sola línea', en: 'text on a single line' },
  }
}

/** Text of 1 to `maxLength` characters, where the schema forgot to forbid line breaks. */
export function text(maxLength: number): SimpleType {
  return { name: `texto${maxLength}`, base: 'text', minLength: 1, maxLength }
}

/** A day. */
export const fecha: SimpleType = {
  name: 'fecha',
  base: 'text',
  pattern: schemaPattern('(0[1-9]|[12][0-9]|3[01])/(0[1-9]|1[012])/20[0-9][0-9]'),
  shape: { es: 'dd/mm/aaaa, como 31/12/2026', en: 'dd/mm/yyyy, such as 31/12/2026' },
  date: 'day-first',
}

/** A fiscal month. */
export const periodoFiscal: SimpleType = {
  name: 'periodoFiscal',
  base: 'text',
  pattern: schemaPattern('(0[1-9]|1[012])/20[0-9][0-9]'),
  shape: { es: 'mm/aaaa, como 12/2026', en: 'mm/yyyy, such as 12/2026' },
}
/** The same in retención 1.0.0, which does not look at the month. */
export const periodoFiscalSinMes: SimpleType = {
  ...periodoFiscal,
  name: 'periodoFiscalV1',
  pattern: schemaPattern('[0-9]{2}/[0-9]{4}'),
}

/** The year whose profits a dividend shares out. */
export const ejercicio: SimpleType = {
  name: 'ejerFisUtDiv',
  base: 'text',
  pattern: schemaPattern('(19|20)[0-9]{2}'),
  shape: { es: 'un año, como 2026', en: 'a year, such as 2026' },
}

/** The RUC of an issuer. */
export const ruc: SimpleType = {
  name: 'numeroRuc',
  base: 'text',
  pattern: schemaPattern('[0-9]{10}001'),
  shape: { es: '13 dígitos que terminan en 001', en: '13 digits that end in 001' },
}

/** A clave de acceso. */
export const claveAcceso = digits('claveAcceso', '[0-9]{49}', '49 dígitos', '49 digits')
/** An establishment or an emission point. */
export const establecimiento = digits(
  'establecimiento',
  '[0-9]{3}',
  'tres dígitos, como 001',
  'three digits, such as 001',
)
/** The number of a document at its emission point. */
export const secuencial = digits('secuencial', '[0-9]{9}', 'nueve dígitos, con ceros a la izquierda', 'nine digits')

/** The number of a document with its series, as guía, nota de crédito, nota de débito and factura write it. */
export const numeroConGuiones: SimpleType = {
  name: 'numDocModificado',
  base: 'text',
  pattern: schemaPattern('[0-9]{3}-[0-9]{3}-[0-9]{9}'),
  shape: { es: '000-000-000000000, con guiones', en: '000-000-000000000, with hyphens' },
}
/** The same as retención writes it. */
export const numeroSinGuiones = digits(
  'numDocSustento',
  '[0-9]{15}',
  '15 dígitos sin guiones, como 001001000000001',
  '15 digits without hyphens, such as 001001000000001',
)

/** An authorisation: 49 digits of an electronic document, 37 of an old one, 10 of one on paper. */
export const numeroAutorizacion = digits('numAutDocSustento', '[0-9]{10,49}', 'de 10 a 49 dígitos', '10 to 49 digits')
/** The same with its lengths spelled out, in a reimbursement. */
export const numeroAutorizacionReembolso: SimpleType = {
  ...numeroAutorizacion,
  name: 'numeroautorizacionDocReemb',
  minLength: 10,
  maxLength: 49,
}

/** The resolution that names a contribuyente especial. */
export const contribuyenteEspecial = resolution(13)
/** The same in retención 2.0.0. */
export const contribuyenteEspecialCorto = resolution(5)

/** The resolution that names an agente de retención. */
export const agenteRetencion: SimpleType = {
  name: 'agenteRetencion',
  base: 'text',
  maxLength: 8,
  pattern: schemaPattern('[0-9]+'),
  shape: {
    es: 'el número de la resolución, solo dígitos y sin ceros a la izquierda',
    en: 'the number of the resolution, digits only and without leading zeros',
  },
}

/** An Incoterm. */
export const incoTerm: SimpleType = {
  name: 'incoTerm',
  base: 'text',
  minLength: 1,
  maxLength: 10,
  pattern: schemaPattern('([A-Z])*'),
  shape: { es: 'letras mayúsculas, como FOB', en: 'capital letters, such as FOB' },
}

/** How many boxes of bananas. */
export const numCajBan = digits('numCajBan', '[0-9]{1,7}', 'de 1 a 7 dígitos', '1 to 7 digits')

function digits(name: string, pattern: string, es: string, en: string): SimpleType {
  return { name, base: 'text', pattern: schemaPattern(pattern), shape: { es, en } }
}

function resolution(maxLength: number): SimpleType {
  return {
    name: `contribuyenteEspecial${maxLength}`,
    base: 'text',
    minLength: 3,
    maxLength,
    pattern: schemaPattern('([A-Za-z0-9])*'),
    shape: {
      es: 'el número de la resolución, solo letras y dígitos',
      en: 'the number of the resolution, letters and digits only',
    },
  }
}
