import type { Bilingual, Fault } from '../../domain/fault.ts'
import type { ElementFormat, SimpleType } from './format.ts'

/** Every way in which a field can break its format. Permanent: clients may build on them. */
export type FieldFaultCode =
  | 'field-missing'
  | 'field-empty'
  | 'field-unknown'
  | 'field-not-applicable'
  | 'field-repeats'
  | 'field-order'
  | 'field-not-text'
  | 'field-not-group'
  | 'field-not-list'
  | 'field-illegal-character'
  | 'field-too-long'
  | 'field-too-short'
  | 'field-pattern'
  | 'field-not-in-list'
  | 'field-digits'
  | 'field-decimals'
  | 'field-out-of-range'
  | 'field-date'

/** What is wrong with a field, before it is known where the field stands. */
export interface Breach {
  readonly code: FieldFaultCode
  readonly message: Bilingual
}

/** A breach at its place. */
export function faultOf(breach: Breach, path: string, source: string): Fault {
  return { code: breach.code, path, message: breach.message, severity: 'error', source }
}

/** A required element is not there. */
export const missing = (element: ElementFormat): Breach => ({
  code: 'field-missing',
  message: { es: `Falta ${element.name}: es obligatorio.`, en: `${element.name} is missing: it is required.` },
})

/** An element stands there with nothing in it. */
export const empty: Breach = {
  code: 'field-empty',
  message: {
    es: 'Está vacío: escriba un valor o quite el campo.',
    en: 'It is empty: give it a value or leave the field out.',
  },
}

/** No format has this name here. */
export const unknown = (name: string, known: readonly string[]): Breach => ({
  code: 'field-unknown',
  message: {
    es: `Aquí no existe ningún ${shown(name)}. ${known.length > 0 ? `Pueden estar: ${listed(known, 'y')}.` : 'Quítelo.'}`,
    en: `There is no ${shown(name)} here. ${known.length > 0 ? `What may stand here: ${listed(known, 'and')}.` : 'Leave it out.'}`,
  },
})

/** Other types have this name here, this one does not. */
export const notApplicable = (name: string, type: string, types: readonly string[]): Breach => ({
  code: 'field-not-applicable',
  message: {
    es: `${name} no corresponde al tipo ${type}; solo a ${listed(types, 'y')}. Quítelo.`,
    en: `${name} does not apply to type ${type}; only to ${listed(types, 'and')}. Leave it out.`,
  },
})

/** It stands more often than it may. */
export const repeats = ({ name, most }: ElementFormat, times: number): Breach => ({
  code: 'field-repeats',
  message: {
    es: `${name} puede estar ${most === 1 ? 'una sola vez' : `${most} veces como máximo`}, y está ${times}.`,
    en: `${name} may stand ${most === 1 ? 'only once' : `${most} times at most`}, and stands ${times} times.`,
  },
})

/** It stands after something it must precede. */
export const outOfOrder = (name: string, after: string): Breach => ({
  code: 'field-order',
  message: { es: `${name} debe ir antes de ${after}.`, en: `${name} must come before ${after}.` },
})

/** Something else than text stands where a value belongs. */
export const notText: Breach = {
  code: 'field-not-text',
  message: {
    es: 'Debe ser un texto: también los números van entre comillas, como "1180.00".',
    en: 'It must be a text: numbers too go between quotation marks, such as "1180.00".',
  },
}

/** A value stands where a group belongs. */
export const notGroup = (name: string, known: readonly string[]): Breach => ({
  code: 'field-not-group',
  message: {
    es: `${name} es un grupo: lleva dentro ${listed(known, 'y')}.`,
    en: `${name} is a group: it holds ${listed(known, 'and')}.`,
  },
})

/** One stands where a list belongs. */
export const notList = ({ name, most }: ElementFormat): Breach => ({
  code: 'field-not-list',
  message: {
    es: `${name} se repite: debe ser una lista de 1 a ${most}.`,
    en: `${name} repeats: it must be a list of 1 to ${most}.`,
  },
})

/** A character that no XML can carry; `index` counts from 0. */
export const illegalCharacter = (codePoint: number, index: number): Breach => {
  const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`
  return {
    code: 'field-illegal-character',
    message: {
      es: `Contiene ${name} en la posición ${index + 1}, que ningún XML admite. Quítelo.`,
      en: `It holds ${name} at position ${index + 1}, which no XML can carry. Take it out.`,
    },
  }
}

/** More characters than the type takes. */
export const tooLong = (most: number, length: number): Breach => ({
  code: 'field-too-long',
  message: {
    es: `Tiene ${length} caracteres; el máximo es ${most}.`,
    en: `It has ${length} characters; the most is ${most}.`,
  },
})

/** Fewer characters than the type takes. */
export const tooShort = (least: number, length: number): Breach => ({
  code: 'field-too-short',
  message: {
    es: `Tiene ${length} caracteres; el mínimo es ${least}.`,
    en: `It has ${length} characters; the least is ${least}.`,
  },
})

/** Not the form that the type asks for. */
export const wrongPattern = ({ shape, name }: SimpleType): Breach => ({
  code: 'field-pattern',
  message: {
    es: `No tiene la forma debida: ${shape?.es ?? `la del tipo ${name}`}.`,
    en: `It does not have the right form: ${shape?.en ?? `that of the type ${name}`}.`,
  },
})

/** Not one of the listed codes. */
export const notInList = (value: string, values: ReadonlySet<string>, catalog: string | undefined): Breach => {
  const few = values.size <= MOST_NAMED
  const all = [...values]
  return {
    code: 'field-not-in-list',
    message: {
      es: `${shown(value)} no está en la lista: ${few ? listed(all, 'o') : `${values.size} códigos del catálogo ${catalog ?? ''}`}.`,
      en: `${shown(value)} is not in the list: ${few ? listed(all, 'or') : `${values.size} codes of the catalog ${catalog ?? ''}`}.`,
    },
  }
}

/** More digits than the type takes. */
export const tooManyDigits = (most: number, digits: number): Breach => ({
  code: 'field-digits',
  message: {
    es: `Tiene ${digits} dígitos; el máximo es ${most}.`,
    en: `It has ${digits} digits; the most is ${most}.`,
  },
})

/** More decimals than the type takes. How many is not said: it may have been rounded on its way here. */
export const tooManyDecimals = (most: number): Breach => ({
  code: 'field-decimals',
  message: {
    es: `Tiene más de ${most} decimales.`,
    en: `It has more than ${most} decimals.`,
  },
})

/** Below or above what the type takes; both texts finish "it must be". */
export const outOfRange = (es: string, en: string): Breach => ({
  code: 'field-out-of-range',
  message: { es: `Debe ser ${es}.`, en: `It must be ${en}.` },
})

/** The form of a date, and no such day. */
export const noSuchDay: Breach = {
  code: 'field-date',
  message: { es: 'Ese día no existe en el calendario.', en: 'There is no such day on the calendar.' },
}

const MOST_NAMED = 40

function listed(names: readonly string[], conjunction: string): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${conjunction} ${last}`
}

/** Short enough for a message, whatever came in; half an emoji at the cut is dropped. */
function shown(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40).replace(/[\ud800-\udbff]$/, '')}…` : text}"`
}
