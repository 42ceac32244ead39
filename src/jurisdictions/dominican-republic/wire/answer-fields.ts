import { folded } from '../../wire/folded-text.ts'

/**
 * The field of an answer by its documented name, in whatever letters it came: DGII writes `encf`, `eNCF` and `ENCF`.
 * Undefined when it is missing, null, or the holder is no object.
 */
export function fieldOf(data: unknown, name: string): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined
  const wanted = name.toLowerCase()
  for (const [key, value] of Object.entries(data)) {
    if (key.toLowerCase() === wanted && value !== null) return value
  }
  return undefined
}

/** A field as text without the blanks around it, be it a string, a number or a boolean; undefined when empty or missing. */
export function textOf(data: unknown, name: string): string | undefined {
  return scalarText(fieldOf(data, name))
}

/** A single value as text; undefined for what is empty or no single value. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** A yes or no, as a boolean, a number or a word; undefined when it says neither. */
export function flagOf(data: unknown, name: string): boolean | undefined {
  const word = folded(textOf(data, name) ?? '')
  if (['true', '1', 'si', 'yes'].includes(word)) return true
  if (['false', '0', 'no'].includes(word)) return false
  return undefined
}

/**
 * The items of a list: an array as it is; a single item alone; a list that XML wraps in a group of its own
 * (`mensajes` → `mensaje` → items) or that a service wraps in an object.
 */
export function itemsOf(value: unknown, isItem: (value: unknown) => boolean): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[]
  if (isItem(value)) return [value]
  if (typeof value !== 'object' || value === null) return []
  const inside: readonly unknown[] = Object.values(value)
  return inside.find((each) => Array.isArray(each)) ?? inside.filter(isItem)
}
