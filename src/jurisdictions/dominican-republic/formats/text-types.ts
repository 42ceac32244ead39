import type { SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'
import { perType } from './table.ts'

// The text types of the ten e-CF schemas, by their official names and with their official patterns.

/** Free text of 1 to `maxLength` characters. */
export function alfNum(maxLength: number): SimpleType {
  return text(`AlfNum${maxLength}Type`, maxLength)
}

function text(name: string, maxLength: number, minLength = 1): SimpleType {
  return { name, base: 'text', minLength, maxLength }
}

/** Why an original is modified. */
export const alfNum90 = text('AlfNum90ValidationType', 90)
/** A number of 11 (series B), 13 (e-NCF) or 19 (series A and P) characters. */
export const alfNum11a19 = text('AlfNum11a19ValidationType', 19, 11)
/** The account a payment goes to. */
export const numeroCuentaPago = text('NumeroCuentaPagoType', 28)
/** The bank of that account. */
export const bancoPago = text('BancoPagoType', 75)

/** An electronic fiscal number. The schema asks for 13 letters or digits; what they must say is for the rules. */
export const eNCF: SimpleType = {
  ...text('eNCFValidationType', 13, 13),
  pattern: schemaPattern('([a-z0-9A-Z]{13})'),
  shape: { es: '13 letras o dígitos, como E310000000001', en: '13 letters or digits, such as E310000000001' },
}

/** RNC or cédula. Whether its check digit fits is for the rules, which only warn. */
export const rnc: SimpleType = {
  name: 'RNCValidationType',
  base: 'text',
  pattern: schemaPattern('[0-9]{11}|[0-9]{9}'),
  shape: { es: '9 dígitos (RNC) u 11 (cédula), sin guiones', en: '9 digits (RNC) or 11 (cédula), without hyphens' },
}

/** A telephone number. */
export const telefono: SimpleType = {
  name: 'TelefonoValidationType',
  base: 'text',
  maxLength: 12,
  pattern: schemaPattern('\\d{3}-\\d{3}-\\d{4}'),
  shape: { es: 'NNN-NNN-NNNN, como 809-555-0100', en: 'NNN-NNN-NNNN, such as 809-555-0100' },
}

/**
 * An e-mail address without underscores: in a schema's pattern `\w` leaves them out, and the .NET schema engine keeps to that
 * although the regular expressions of .NET do not.
 */
export const correo: SimpleType = {
  name: 'CorreoValidationType',
  base: 'text',
  maxLength: 80,
  pattern: schemaPattern('\\w+([-+.]\\w+)*@\\w+([-.]\\w+)*\\.\\w+([-.]\\w+)*'),
  shape: {
    es: 'una dirección como ana.perez@ejemplo.com.do; el esquema de la DGII no admite el guion bajo',
    en: "an address such as ana.perez@example.com.do; DGII's schema takes no underscore",
  },
}

/** Terms of payment, in words. */
export const terminoPago: SimpleType = {
  name: 'TerminoPagoValidationType',
  base: 'text',
  pattern: schemaPattern('[\\s\\d\\w]{1,15}'),
  shape: {
    es: '1 a 15 letras, dígitos o espacios, sin puntuación',
    en: '1 to 15 letters, digits or blanks, no punctuation',
  },
}

const lettersOnly = { es: 'letras, comas y espacios, sin dígitos', en: 'letters, commas and blanks, no digits' }
const threeOrMore = {
  es: 'tres caracteres o más, sin dígitos, que terminen en letra',
  en: 'three or more characters without digits, the last one a letter',
}
const letters = schemaPattern('[a-zA-ZñÑáéíóúÁÉÍÓÚ,\\s]*')
const noDigits = schemaPattern('(\\D[^0-9]+[a-zA-ZñÑáéíóúÁÉÍÓÚ])')

/** Terms of delivery (Incoterms). */
export const alfa3: SimpleType = {
  name: 'Alfa3Type',
  base: 'text',
  maxLength: 3,
  pattern: schemaPattern('\\D[^0-9]+[a-zA-ZñÑáéíóúÁÉÍÓÚ]'),
  shape: {
    es: 'tres caracteres sin dígitos, como FOB o CIF',
    en: 'three characters without digits, such as FOB or CIF',
  },
}
/** Who pays. */
export const alfa20: SimpleType = {
  name: 'Alfa20Type',
  base: 'text',
  maxLength: 20,
  pattern: letters,
  shape: lettersOnly,
}
/** A customs regime. */
export const alfa35: SimpleType = {
  name: 'Alfa35Type',
  base: 'text',
  maxLength: 35,
  pattern: noDigits,
  shape: threeOrMore,
}
/** The name of a country: 46 asks for more than 47. */
export const alfa60 = perType<SimpleType>(
  { name: 'Alfa60Type', base: 'text', maxLength: 60, pattern: noDigits, shape: threeOrMore },
  { '47': { name: 'Alfa60Type', base: 'text', maxLength: 60, pattern: letters, shape: lettersOnly } },
)

/** How a day is written. */
export const dayShape = { es: 'dd-MM-yyyy, como 31-12-2026', en: 'dd-MM-yyyy, such as 31-12-2026' }
/** How a wall-clock time is written. */
export const momentShape = {
  es: 'dd-MM-yyyy HH:mm:ss, como 31-12-2026 18:30:00',
  en: 'dd-MM-yyyy HH:mm:ss, such as 31-12-2026 18:30:00',
}

/** A day. The schema also takes days and months of one digit. */
export const fecha: SimpleType = {
  name: 'FechaValidationType',
  base: 'text',
  pattern: schemaPattern('(3[01]|[12][0-9]|0?[1-9])\\-(1[012]|0?[1-9])\\-((19|20)\\d{2})'),
  shape: dayShape,
  date: 'day-first',
}

/** A wall-clock time of the country (GMT-4). */
export const fechaHora: SimpleType = {
  name: 'DateTimeValidationType',
  base: 'text',
  maxLength: 19,
  pattern: schemaPattern(
    '(3[01]|[12][0-9]|0[1-9])-(1[0-2]|0[1-9])-((19|20)\\d{2}) (2[0-3]|[01]?[0-9]):([0-5]?[0-9]):([0-5]?[0-9])',
  ),
  shape: {
    es: 'dd-MM-yyyy HH:mm:ss, como 31-12-2026 18:30:00',
    en: 'dd-MM-yyyy HH:mm:ss, such as 31-12-2026 18:30:00',
  },
  date: 'day-first',
}
