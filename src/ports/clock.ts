/** The only source of time. Tests put a clock here that they move themselves. */
export interface Clock {
  now(): Date
  /** Resolves when `ms` milliseconds have passed. */
  pause(ms: number): Promise<void>
}
