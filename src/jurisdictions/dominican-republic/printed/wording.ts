import type { ElementFormat } from '../../format/format.ts'
import { CATALOGS } from '../catalogs/catalogs.ts'

/**
 * A value as paper shows it: a code in words unless the format document wants it as it stands, an amount with its thousands apart,
 * anything else untouched. A code that no catalog has is printed bare, because a document of another release may hold one.
 */
export function printedForm({ type, print }: ElementFormat, value: string): string {
  if (type?.catalog !== undefined && print !== 'as-is') return nameOf(type.catalog, value) ?? value
  return type?.base === 'decimal' ? grouped(value) : value
}

/** The name of a code; undefined when the catalog has no such code. */
export function nameOf(catalog: string, code: string): string | undefined {
  return NAMES.get(catalog)?.get(code)
}

/**
 * An amount with commas between its thousands and every digit as it was, such as `1,180.00`. What is no plain number comes back
 * as it is.
 *
 * @source DGII, Representación impresa, modelos ilustrativos (April 2025)
 */
export function grouped(amount: string): string {
  const [, sign, whole = '', rest = ''] = /^([+-]?)([0-9]+)(\.[0-9]*)?$/.exec(amount) ?? []
  return sign === undefined ? amount : sign + whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ',') + rest
}

const NAMES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  CATALOGS.map(({ name, entries }) => [name, new Map(entries.map((entry) => [entry.code, entry.name]))]),
)
