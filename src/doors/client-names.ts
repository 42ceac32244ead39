import { holdersOf } from './field-path.ts'

/**
 * Makes the function that says places of a draft in a contract's own names.
 *
 * `[]` stands for an index. A place has the name of its own entry or of the nearest group it lies in; an entry whose name ends in
 * `*` keeps what lies beneath it as it is. What has no entry at all keeps its name, an official field without its country.
 *
 * @param entries names by place, such as `{ 'lines[].unitPrice': 'items[].price', buyer: 'customer' }`
 */
export function clientNames(entries: Readonly<Record<string, string>>): (path: string) => string {
  const names = new Map(Object.entries(entries))
  return (path) => {
    for (const place of [path, ...holdersOf(path).toReversed()]) {
      const name = names.get(place.replaceAll(/\[\d+\]/g, '[]'))
      if (name !== undefined) return named(name, place, path.slice(place.length))
    }
    return withoutCountry(path)
  }
}

function named(name: string, place: string, beneath: string): string {
  const indices = place.match(/\[\d+\]/g)?.values()
  const filled = name.replaceAll('[]', () => indices?.next().value ?? '')
  return filled.endsWith('*') ? filled.slice(0, -1) + beneath.replace(/^\.(?:do|ec)\b/, '') : filled
}

function withoutCountry(path: string): string {
  return path.replace(/^(?:do|ec)\./, '')
}
