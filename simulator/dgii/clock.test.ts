import { describe, expect, test } from 'vitest'
import { americanTime, daysBetween, instantOf, officialTime, seedTime, zuluTime } from './clock.ts'

describe('a moment in DGII’s ways of writing', () => {
  test.each([
    { at: '2026-09-26T04:16:42Z', american: '9/26/2026 12:16:42 AM', official: '26-09-2026 00:16:42' },
    { at: '2026-09-26T16:05:09Z', american: '9/26/2026 12:05:09 PM', official: '26-09-2026 12:05:09' },
    { at: '2027-01-01T03:59:59Z', american: '12/31/2026 11:59:59 PM', official: '31-12-2026 23:59:59' },
  ])('$at', ({ at, american, official }) => {
    expect(americanTime(new Date(at))).toBe(american)
    expect(officialTime(new Date(at))).toBe(official)
    expect(instantOf(official)).toEqual(new Date(at))
  })

  test('a seed shows seven decimals at four hours behind UTC, a token whole seconds of UTC', () => {
    const at = new Date('2026-09-26T04:16:42.123Z')
    expect(seedTime(at)).toBe('2026-09-26T00:16:42.1230000-04:00')
    expect(zuluTime(at)).toBe('2026-09-26T04:16:42Z')
  })
})

test.each(['31-02-2026', '2026-01-31', '31-01-2026 25:00:00', '', undefined])('%s names no moment', (text) => {
  expect(instantOf(text)).toBeUndefined()
})

test('days are counted on the calendar', () => {
  const days = (from: string, to: string) => daysBetween(instantOf(from) ?? new Date(0), instantOf(to) ?? new Date(0))
  expect(days('01-11-2026', '01-12-2026')).toBe(30)
  expect(days('31-10-2026', '01-12-2026')).toBe(31)
})
