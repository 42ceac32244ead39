/**
 * What the process says when it ends. Scripts build on these numbers: `no` is an answer (an invalid signature, a broken audit
 * chain, faults), everything above it means that there is no answer.
 */
export const EXIT = {
  ok: 0,
  no: 1,
  wrongUsage: 2,
  /** A file, a port or the database cannot be had. */
  unavailable: 3,
  internalError: 70,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
