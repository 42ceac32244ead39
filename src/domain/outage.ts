/** The world failed: the authority, the mail server or the database could not be reached or did not answer in time. */
export class Outage extends Error {
  readonly part: string
  /** Milliseconds after which trying again makes sense. */
  readonly retryAfterMs: number

  constructor(part: string, message: string, retryAfterMs: number, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Outage'
    this.part = part
    this.retryAfterMs = retryAfterMs
  }
}
