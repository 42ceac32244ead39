const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const LAST_PAUSE_MS = 8 * HOUR

/** An endpoint that took no event of this long takes nothing: not one event is at fault, but it. */
export const TAKES_NOTHING_MS = 1 * DAY

/** Between the tries of one delivery: all in all nearly five days, jitter aside. */
export const RETRY_PAUSES_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  1 * HOUR,
  2 * HOUR,
  4 * HOUR,
  ...Array<number>(13).fill(LAST_PAUSE_MS),
]

/** Failures in a row after which an endpoint rests as a whole, and is then tried with one delivery at a time. */
export const RESTS_AFTER = 3

const RESTS_MS: readonly number[] = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE]

/** An endpoint that did nothing but fail for this long is paused. */
export const PAUSES_AFTER_MS = 3 * DAY

/** What was held longer is given up. */
export const HELD_MS = 30 * DAY

/** What a receiver may ask for with Retry-After counts up to here. */
export const LONGEST_QUIET_MS = 1 * HOUR

/** Pauses grow by up to this share, so that what failed together does not come back together. */
const JITTER = 0.2

/**
 * Milliseconds until a delivery is tried again after its `attempts`-th failure; undefined when it has been tried to the end.
 * `fraction` is chance, in [0, 1).
 */
export function retryPauseMs(attempts: number, fraction: number): number | undefined {
  const pauseMs = RETRY_PAUSES_MS[attempts - 1]
  return pauseMs === undefined ? undefined : jittered(pauseMs, fraction)
}

/** Milliseconds an endpoint rests after so many failures in a row; undefined while there are too few. */
export function restMs(failures: number, fraction: number): number | undefined {
  if (failures < RESTS_AFTER) return undefined
  return jittered(RESTS_MS[Math.min(failures - RESTS_AFTER, RESTS_MS.length - 1)] ?? 0, fraction)
}

function jittered(pauseMs: number, fraction: number): number {
  return Math.round(pauseMs * (1 + JITTER * fraction))
}
