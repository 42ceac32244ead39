import type { ContentValue } from '../../format/format.ts'
import { figureOf } from '../../content/figures.ts'

/** The official paths at which two contents differ; texts that are the same figure do not. */
export function differencesOf(a: ContentValue | undefined, b: ContentValue | undefined, path = ''): readonly string[] {
  if (typeof a === 'string' || typeof b === 'string' || a === undefined || b === undefined) {
    return isSame(a, b) ? [] : [path]
  }
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].flatMap((name) =>
    differencesOf(
      memberOf(a, name),
      memberOf(b, name),
      Array.isArray(a) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`,
    ),
  )
}

function memberOf(value: ContentValue, name: string): ContentValue | undefined {
  return Object.hasOwn(value as object, name) ? (value as Readonly<Record<string, ContentValue>>)[name] : undefined
}

function isSame(a: ContentValue | undefined, b: ContentValue | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'string' || typeof b !== 'string') return false
  const figure = figureOf(a)
  const other = figureOf(b)
  return figure !== undefined && other !== undefined && figure.eq(other)
}
