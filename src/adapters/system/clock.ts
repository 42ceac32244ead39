import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../ports/clock.ts'

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  pause: (ms) => pause(ms),
}
