import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CalendarDate } from './calendar.ts'
import { CALENDAR_MONTHS, type CycleRule, cycleOf } from './plan.ts'

const day = (text: string) => text as CalendarDate
const monthly = (anchor: string): CycleRule => ({ cycle: 'month', anchor: day(anchor) })
const yearly = (anchor: string): CycleRule => ({ cycle: 'year', anchor: day(anchor) })

describe('cycleOf', () => {
  test.each([
    { why: 'a calendar month', rule: CALENDAR_MONTHS, on: '2026-11-21', is: ['2026-11-01', '2026-11-30'] },
    { why: 'the day it begins', rule: monthly('2026-01-15'), on: '2026-11-15', is: ['2026-11-15', '2026-12-14'] },
    { why: 'the day before', rule: monthly('2026-01-15'), on: '2026-11-14', is: ['2026-10-15', '2026-11-14'] },
    { why: 'before its anchor', rule: monthly('2027-06-15'), on: '2026-11-20', is: ['2026-11-15', '2026-12-14'] },
    {
      why: 'the 31st in a short month',
      rule: monthly('2026-01-31'),
      on: '2026-02-28',
      is: ['2026-02-28', '2026-03-30'],
    },
    { why: 'the 31st after it', rule: monthly('2026-01-31'), on: '2026-03-31', is: ['2026-03-31', '2026-04-29'] },
    { why: 'a year', rule: yearly('2024-07-15'), on: '2026-07-14', is: ['2025-07-15', '2026-07-14'] },
    { why: 'a year from a leap day', rule: yearly('2024-02-29'), on: '2027-01-01', is: ['2026-02-28', '2027-02-27'] },
    { why: 'the leap day itself', rule: yearly('2024-02-29'), on: '2028-02-29', is: ['2028-02-29', '2029-02-27'] },
    { why: 'over new year', rule: monthly('2026-01-20'), on: '2027-01-05', is: ['2026-12-20', '2027-01-19'] },
  ])('$why', ({ rule, on, is }) => {
    const { startsOn, endsOn } = cycleOf(rule, day(on))
    expect([startsOn, endsOn]).toEqual(is)
  })

  test('no day lies in two cycles, and none between them', () => {
    const days = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((at) => day(at.toISOString().slice(0, 10)))
    const rules = fc.record({ cycle: fc.constantFrom('month' as const, 'year' as const), anchor: days })
    fc.assert(
      fc.property(rules, days, (rule, on) => {
        const present = cycleOf(rule, on)
        expect(present.startsOn <= on && on <= present.endsOn).toBe(true)
        const before = cycleOf(rule, on, 1)
        expect(Date.parse(present.startsOn) - Date.parse(before.endsOn)).toBe(86_400_000)
        expect(cycleOf(rule, before.endsOn)).toEqual(before)
        expect(cycleOf(rule, present.startsOn)).toEqual(present)
      }),
    )
  })
})
