import type { Draft } from '../../src/domain/draft.ts'
import { type Example, exampleOf, examplesOf } from './examples.ts'

const COUNTRY = 'dominican-republic'

export function examples(): readonly Example[] {
  return examplesOf(COUNTRY)
}

/** The example of that name. */
export function example(name: string): Draft {
  return exampleOf(COUNTRY, name)
}
