import type { Fault } from '../domain/fault.ts'

/** A document that is not made because of the rules it breaks, all of them told. */
export class InvalidDocument extends Error {
  /** What stops it: what only warns is left out. */
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super('the document breaks rules')
    this.name = 'InvalidDocument'
    this.faults = faults.filter(({ severity }) => severity === 'error')
  }
}
