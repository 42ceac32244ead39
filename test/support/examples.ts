import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Draft } from '../../src/domain/draft.ts'

/** A readable draft of a country; `xml` is the file that holds what it must become. */
export interface Example {
  readonly name: string
  readonly draft: Draft
  readonly xml: string
}

/** The examples of a country's folder, read anew at each call: whoever asks may change them. */
export function examplesOf(country: string): readonly Example[] {
  const folder = resolve(import.meta.dirname, '../../src/jurisdictions', country, 'examples')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const path = join(folder, file)
      return {
        name: file.replace('.json', ''),
        draft: JSON.parse(readFileSync(path, 'utf8')) as Draft,
        xml: path.replace(/\.json$/, '.xml'),
      }
    })
}

/** The draft of the example of that name. */
export function exampleOf(country: string, name: string): Draft {
  const found = examplesOf(country).find((each) => each.name === name)
  if (!found) throw new RangeError(`no example ${name}`)
  return found.draft
}
