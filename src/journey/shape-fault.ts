import type { Bilingual, Fault } from '../domain/fault.ts'
import { formInWords } from '../domain/form-in-words.ts'

/** The part of a JSON Schema error that tells a client what is wrong. */
export interface ShapeError {
  readonly keyword: string
  readonly schemaPath: string
  readonly instancePath: string
  readonly params: object
}

/**
 * The faults behind JSON Schema errors, one a field, with the path in the draft's own notation: `lines[2].unitPrice`. Where
 * a field has several errors (each branch of a union tells its own) the first one stands.
 */
export function shapeFaults(errors: readonly ShapeError[]): readonly Fault[] {
  const byPath = new Map<string, Fault>()
  for (const fault of errors.flatMap(faultsOf)) if (!byPath.has(fault.path)) byPath.set(fault.path, fault)
  const [first] = errors
  // So many unknown members that the list of errors was cut before it names them.
  if (byPath.size === 0 && first) return [fault('field-unknown', dotted(first.instancePath), UNKNOWN)]
  return [...byPath.values()]
}

function faultsOf(error: ShapeError): readonly Fault[] {
  const path = dotted(error.instancePath)
  const params = error.params as Record<string, unknown>
  // Unions are of amounts only: what one branch finds wrong says less than what the whole wants.
  if (error.keyword === 'anyOf' || /\/anyOf\/\d+$/.test(error.schemaPath)) {
    return [fault(error.keyword === 'type' ? 'field-type' : 'field-format', path, AMOUNT)]
  }
  switch (error.keyword) {
    case 'required':
      return listOf(params.requiredProperties).map((name) => fault('field-missing', join(path, name), MISSING))
    case 'additionalProperties':
      return listOf(params.additionalProperties).map((name) => fault('field-unknown', join(path, name), UNKNOWN))
    case 'boolean':
      // The "never" schema behind additionalProperties: already told above.
      return []
    case 'maxLength':
      return [fault('field-too-long', path, limit('caracteres como máximo', 'characters at most', params.limit))]
    case 'minLength':
      return [fault('field-too-short', path, params.limit === 1 ? EMPTY : atLeast(params.limit))]
    case 'maxItems':
      return [fault('too-many-items', path, limit('elementos como máximo', 'items at most', params.limit))]
    case 'minItems':
      return [fault('too-few-items', path, limit('elementos como mínimo', 'items at least', params.limit))]
    case 'minProperties':
      return [fault('field-missing', path, NOTHING)]
    case 'enum':
    case 'const':
      return [fault('field-not-in-list', path, oneOf(params.allowedValues))]
    case 'type':
      return [fault('field-type', path, typeText(params.type))]
    case 'pattern':
      return [fault('field-format', path, formInWords(String(params.pattern)))]
    case 'minimum':
      return [fault('field-invalid', path, limit('como mínimo', 'at least', params.limit))]
    case 'maximum':
      return [fault('field-invalid', path, limit('como máximo', 'at most', params.limit))]
    case 'exclusiveMinimum':
      return [
        fault('field-invalid', path, {
          es: `Debe ser mayor que ${String(params.limit)}.`,
          en: `Must be greater than ${String(params.limit)}.`,
        }),
      ]
    default:
      return [fault('field-invalid', path, { es: 'Valor no válido.', en: 'Not a valid value.' })]
  }
}

function dotted(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), '')
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

const EMPTY: Bilingual = { es: 'No puede estar vacío.', en: 'Must not be empty.' }
const MISSING: Bilingual = { es: 'Falta este campo.', en: 'This field is missing.' }
const NOTHING: Bilingual = { es: 'Está vacío: indique al menos un campo.', en: 'It is empty: give one field at least.' }
const UNKNOWN: Bilingual = { es: 'No existe un campo con este nombre.', en: 'There is no field of this name.' }
const AMOUNT: Bilingual = {
  es: 'Debe ser un decimal, como "1180.00" o 1180.',
  en: 'Must be a decimal, such as "1180.00" or 1180.',
}

function limit(es: string, en: string, bound: unknown): Bilingual {
  return { es: `${String(bound)} ${es}.`, en: `${String(bound)} ${en}.` }
}

function atLeast(bound: unknown): Bilingual {
  return limit('caracteres como mínimo', 'characters at least', bound)
}

function oneOf(values: unknown): Bilingual {
  const list = listOf(values).join(', ')
  return { es: `Debe ser uno de: ${list}.`, en: `Must be one of: ${list}.` }
}

function typeText(type: unknown): Bilingual {
  const names: Record<string, Bilingual> = {
    string: { es: 'una cadena de texto', en: 'a string' },
    array: { es: 'una lista', en: 'a list' },
    object: { es: 'un objeto', en: 'an object' },
    boolean: { es: 'true o false', en: 'true or false' },
    number: { es: 'un número', en: 'a number' },
    integer: { es: 'un número entero', en: 'a whole number' },
  }
  const name = names[String(type)] ?? { es: String(type), en: String(type) }
  return { es: `Debe ser ${name.es}.`, en: `Must be ${name.en}.` }
}

function fault(code: string, path: string, message: Bilingual): Fault {
  return { code, path, message, severity: 'error' }
}
