import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wallClock, type CalendarDate } from '../../domain/calendar.ts'
import { dateFromOfficial, fiscalPeriodOf, officialDate, signingTime, TIME_ZONE } from './dates.ts'

test('the signing time is the country’s wall clock, whatever the day', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2001-01-01'), max: new Date('2037-12-31'), noInvalidDate: true }), (at) => {
      const { date, time } = wallClock(at, TIME_ZONE)
      expect(signingTime(at)).toBe(`${date}T${time}-05:00`)
    }),
  )
})

test('after seven in the evening it is still today, whatever a clock in UTC says', () => {
  expect(signingTime(new Date('2026-11-16T00:30:00Z'))).toBe('2026-11-15T19:30:00-05:00')
})

test('an official date and the calendar’s are the same day', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2001-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (at) => {
      const date = at.toISOString().slice(0, 10)
      expect(dateFromOfficial(officialDate(date))).toBe(date)
    }),
  )
})

test.each([
  ['29/02/2028', '2028-02-29'],
  ['29/02/2027', undefined],
  ['1/02/2027', undefined],
  ['2027/02/01', undefined],
  [undefined, undefined],
])('%s reads %s', (text, date) => expect(dateFromOfficial(text)).toBe(date))

test('the fiscal period is the month', () => expect(fiscalPeriodOf('2026-03-01' as CalendarDate)).toBe('03/2026'))
