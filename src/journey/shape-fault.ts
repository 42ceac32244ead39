import type { Bilingual, Fault } from '../domain/fault.ts'

/** The part of a JSON Schema error that tells a client what is wrong. */
export interface ShapeError {
  readonly keyword: string
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
  return [...byPath.values()]
}

function faultsOf(error: ShapeError): readonly Fault[] {
  const path = dotted(error.instancePath)
  const params = error.params as Record<string, unknown>
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
      return [fault('field-too-short', path, { es: 'No puede estar vacío.', en: 'Must not be empty.' })]
    case 'maxItems':
      return [fault('too-many-items', path, limit('elementos como máximo', 'items at most', params.limit))]
    case 'minItems':
      return [fault('too-few-items', path, limit('elementos como mínimo', 'items at least', params.limit))]
    case 'enum':
    case 'const':
      return [fault('field-not-in-list', path, oneOf(params.allowedValues))]
    case 'type':
      return [fault('field-type', path, typeText(params.type))]
    case 'pattern':
    case 'anyOf':
      return [fault('field-format', path, FORMAT)]
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

const MISSING: Bilingual = { es: 'Falta este campo.', en: 'This field is missing.' }
const UNKNOWN: Bilingual = { es: 'No existe un campo con este nombre.', en: 'There is no field of this name.' }
const FORMAT: Bilingual = {
  es: 'No tiene la forma esperada (importes: "1180.00"; fechas: "2026-11-21").',
  en: 'Not of the expected form (amounts: "1180.00"; dates: "2026-11-21").',
}

function limit(es: string, en: string, bound: unknown): Bilingual {
  return { es: `${String(bound)} ${es}.`, en: `${String(bound)} ${en}.` }
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
  }
  const name = names[String(type)] ?? { es: String(type), en: String(type) }
  return { es: `Debe ser ${name.es}.`, en: `Must be ${name.en}.` }
}

function fault(code: string, path: string, message: Bilingual): Fault {
  return { code, path, message, severity: 'error' }
}
