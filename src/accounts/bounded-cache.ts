import type { Clock } from '../ports/clock.ts'

/** Keeps values for a while. Never more than a fixed number of them: the one used longest ago goes first. */
export interface BoundedCache<Value> {
  get(name: string): Value | undefined
  set(name: string, value: Value): void
  /** Forgets every value the question is true for. */
  forget(question: (value: Value) => boolean): void
}

/** An empty cache of at most `most` values, each valid for `lifeMs` milliseconds from when it was put in. */
export function boundedCache<Value>(
  clock: Clock,
  { most, lifeMs }: { most: number; lifeMs: number },
): BoundedCache<Value> {
  const entries = new Map<string, { readonly value: Value; readonly until: number }>()

  return {
    get(name) {
      const entry = entries.get(name)
      if (!entry) return undefined
      entries.delete(name)
      // A clock that was set back must not make a value live longer than its life.
      const left = entry.until - clock.now().getTime()
      if (left <= 0 || left > lifeMs) return undefined
      entries.set(name, entry)
      return entry.value
    },
    set(name, value) {
      entries.delete(name)
      entries.set(name, { value, until: clock.now().getTime() + lifeMs })
      if (entries.size <= most) return
      const [oldest] = entries.keys()
      if (oldest !== undefined) entries.delete(oldest)
    },
    forget(question) {
      for (const [name, entry] of entries) if (question(entry.value)) entries.delete(name)
    },
  }
}
