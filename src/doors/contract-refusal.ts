/** A request that only one contract refuses, for reasons of its own and in its own words. */
export class ContractRefusal extends Error {
  readonly status: number
  readonly code: string
  /** Whatever the contract tells beyond code and message. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(status: number, code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = 'ContractRefusal'
    this.status = status
    this.code = code
    this.details = details
  }
}
