import type { Bilingual, Fault } from '../domain/fault.ts'

/** How deep a body may nest. */
export const MOST_LEVELS = 24
const MOST_REPORTED = 100

// What neither XML 1.0 nor PostgreSQL can hold: control characters, lone surrogates, the two non-characters.
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u
const EXACT_NUMBER = /^-?\d{1,15}$|^-?(?=[\d.]{1,16}$)\d+\.\d+$/

/**
 * What in a parsed JSON body could not be kept or written exactly: illegal characters in texts or names, numbers that a
 * double cannot hold exactly, nesting too deep. Paths are in the client's names.
 */
export function plainFaults(body: unknown): readonly Fault[] {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    return [
      fault('not-an-object', '', { es: 'El cuerpo debe ser un objeto JSON.', en: 'The body must be a JSON object.' }),
    ]
  }
  const faults: Fault[] = []
  visit(body, '', 0, faults)
  // Whoever goes on with a body must know that it is too deep, however much else there is to tell.
  if (faults.length >= MOST_REPORTED && isTooDeep(body, 0)) faults.push(tooDeep(''))
  return faults
}

function isTooDeep(value: unknown, level: number): boolean {
  if (value === null || typeof value !== 'object') return false
  return level >= MOST_LEVELS || Object.values(value).some((member) => isTooDeep(member, level + 1))
}

/**
 * The same body with every JSON number as the decimal string it denotes, members that are null left out, and the others in
 * the order of their names: two bodies that say the same are the same text.
 */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(plainValue)
  if (value === null || typeof value !== 'object') return value
  const plain: Record<string, unknown> = {}
  for (const name of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[name]
    if (member === null) continue
    // Assigned, it would become the prototype.
    if (name === '__proto__') Object.defineProperty(plain, name, { value: plainValue(member), enumerable: true })
    else plain[name] = plainValue(member)
  }
  return plain
}

function visit(value: unknown, path: string, level: number, faults: Fault[]): void {
  if (faults.length >= MOST_REPORTED) return
  if (typeof value === 'string') {
    if (ILLEGAL.test(value)) faults.push(illegalCharacter(value, path))
  } else if (typeof value === 'number') {
    if (!EXACT_NUMBER.test(String(value))) faults.push(fault('number-not-exact', path, NOT_EXACT))
  } else if (value !== null && typeof value === 'object') {
    if (level >= MOST_LEVELS) {
      faults.push(tooDeep(path))
    } else if (Array.isArray(value)) {
      value.forEach((element, index) => {
        visit(element, `${path}[${index}]`, level + 1, faults)
      })
    } else {
      for (const name of Object.keys(value)) {
        if (ILLEGAL.test(name)) faults.push(illegalCharacter(name, path))
        else visit((value as Record<string, unknown>)[name], path ? `${path}.${name}` : name, level + 1, faults)
      }
    }
  }
}

function tooDeep(path: string): Fault {
  return fault('too-deep', path, { es: 'Demasiados niveles de anidamiento.', en: 'Nested too deeply.' })
}

const NOT_EXACT: Bilingual = {
  es: 'Un número JSON debe tener a lo sumo 15 cifras significativas, sin exponente; use una cadena decimal.',
  en: 'A JSON number must have at most 15 significant digits and no exponent; use a decimal string.',
}

function illegalCharacter(text: string, path: string): Fault {
  const found = ILLEGAL.exec(text)?.[0] ?? ''
  const name = `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return fault('illegal-character', path, {
    es: `El carácter ${name} no puede figurar en un documento XML.`,
    en: `The character ${name} cannot stand in an XML document.`,
  })
}

function fault(code: string, path: string, message: Bilingual): Fault {
  return { code, path, message, severity: 'error' }
}
