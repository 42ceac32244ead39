import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wallClock } from '../../domain/calendar.ts'
import { dateFromOfficial, dateFromText, officialDate, signingTime, TIME_ZONE } from './dates.ts'

test('the signing time is the country’s wall clock, whatever the day', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2001-01-01'), max: new Date('2037-12-31'), noInvalidDate: true }), (at) => {
      const { date, time } = wallClock(at, TIME_ZONE)
      expect(signingTime(at)).toBe(`${officialDate(date)} ${time}`)
    }),
  )
})

test.each([
  ['29-02-2028', '2028-02-29'],
  ['29-02-2027', undefined],
  ['2027-02-01', undefined],
])('%s reads %s', (text, date) => expect(dateFromOfficial(text)).toBe(date))

test.each([
  ['29-02-2028', '2028-02-29'],
  ['2028-02-29', '2028-02-29'],
  ['29-02-2027', undefined],
  ['1-2-2028', undefined],
  ['29/02/2028', undefined],
  ['', undefined],
])('%s names %s', (text, date) => expect(dateFromText(text)).toBe(date))
