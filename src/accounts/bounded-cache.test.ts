import { describe, expect, test } from 'vitest'
import { TestClock } from '../../test/support/clock.ts'
import { boundedCache } from './bounded-cache.ts'

describe('a bounded cache', () => {
  test('forgets a value when its life is over, however often it is asked for', () => {
    const clock = new TestClock()
    const cache = boundedCache<string>(clock, { most: 10, lifeMs: 1_000 })
    cache.set('a', 'one')
    clock.advance(600)
    expect(cache.get('a')).toBe('one')
    clock.advance(400)
    expect(cache.get('a')).toBeUndefined()
  })

  test('a clock that is set back makes nothing live longer', () => {
    const clock = new TestClock()
    const cache = boundedCache<string>(clock, { most: 10, lifeMs: 1_000 })
    cache.set('a', 'one')
    clock.advance(-60_000)
    expect(cache.get('a')).toBeUndefined()
  })

  test('when full, what was used longest ago goes first', () => {
    const cache = boundedCache<number>(new TestClock(), { most: 2, lifeMs: 1_000 })
    cache.set('a', 1)
    cache.set('b', 2)
    cache.get('a')
    cache.set('c', 3)
    expect(['a', 'b', 'c'].map((name) => cache.get(name))).toEqual([1, undefined, 3])
  })

  test('forgets what it is told to', () => {
    const cache = boundedCache<number>(new TestClock(), { most: 9, lifeMs: 1_000 })
    for (const value of [1, 2, 3]) cache.set(String(value), value)
    cache.forget((value) => value > 1)
    expect(['1', '2', '3'].map((name) => cache.get(name))).toEqual([1, undefined, undefined])
  })
})
