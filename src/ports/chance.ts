/** The only source of chance. */
export interface Chance {
  /** A UUID version 7: unique, and ordered by the time it was made. */
  readonly id: () => string
  /** Random bytes fit for secrets. */
  bytes(count: number): Uint8Array
  /** A number in [0, 1), for jitter. */
  fraction(): number
}
