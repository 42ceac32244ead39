import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Draft } from '../../src/domain/draft.ts'

/** A readable draft of Ecuador; `xml` is the file that holds what it must become. */
export interface Example {
  readonly name: string
  readonly draft: Draft
  readonly xml: string
}

/** The examples, read anew at each call: whoever asks may change them. */
export function examples(): readonly Example[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const path = join(FOLDER, file)
      return {
        name: file.replace('.json', ''),
        draft: JSON.parse(readFileSync(path, 'utf8')) as Draft,
        xml: path.replace(/\.json$/, '.xml'),
      }
    })
}

/** The example of that name. */
export function example(name: string): Draft {
  const found = examples().find((each) => each.name === name)
  if (!found) throw new RangeError(`no example ${name}`)
  return found.draft
}

const FOLDER = resolve(import.meta.dirname, '../../src/jurisdictions/ecuador/examples')
