import type { Ambiente } from '../../src/jurisdictions/dominican-republic/wire/environments.ts'
import type { Filing } from './filing.ts'
import type { DgiiRules } from './settings.ts'

/** What rules may ask about an environment while a document is decided. */
export interface Precedents {
  readonly environment: Ambiente
  readonly rules: DgiiRules
  now(): Date
  /** The accepted document of a number. */
  accepted(issuer: string, number: string): Filing | undefined
  /** True when a decided file used the number up. */
  isSpent(issuer: string, number: string): boolean
  isVoided(issuer: string, number: string): boolean
  /** The accepted notes that modify a number. */
  notesOn(issuer: string, number: string): readonly Filing[]
}
