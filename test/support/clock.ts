import type { Clock } from '../../src/ports/clock.ts'

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now: number
  readonly #sleepers = new Set<{ at: number; wake: () => void }>()

  constructor(now = '2026-11-21T12:00:00.000Z') {
    this.#now = Date.parse(now)
  }

  now(): Date {
    return new Date(this.#now)
  }

  pause(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.add({ at: this.#now + ms, wake }))
  }

  /** Moves the clock forward and wakes whoever slept until then. */
  advance(ms: number): void {
    this.#now += ms
    for (const sleeper of this.#sleepers) {
      if (sleeper.at > this.#now) continue
      this.#sleepers.delete(sleeper)
      sleeper.wake()
    }
  }
}
