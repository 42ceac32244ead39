import { describe, expect, test } from 'vitest'
import { type CalendarDate, dayAfter } from './calendar.ts'

describe('the day after another', () => {
  test.each([
    { from: '2026-11-20', days: 30, day: '2026-12-20' },
    { from: '2028-02-28', days: 1, day: '2028-02-29' },
    { from: '2026-12-31', days: 1, day: '2027-01-01' },
    { from: '2026-11-20', days: 0, day: '2026-11-20' },
  ])('$days days after $from is $day', ({ from, days, day }) => expect(dayAfter(from as CalendarDate, days)).toBe(day))
})
