import { describe, expect, test } from 'vitest'
import type { CalendarDate } from '../domain/calendar.ts'
import { JURISDICTIONS } from '../jurisdictions/jurisdictions.ts'
import { rangeFaults, type RangeRequest } from './range-faults.ts'

const dominican = JURISDICTIONS.find(({ code }) => code === 'do')!
const today = '2026-11-21' as CalendarDate
const good = { series: '31', first: '1', last: '1000', expiresOn: '2027-12-31' }

describe('rangeFaults', () => {
  test.each<{ why: string; range: RangeRequest; faults: readonly string[] }>([
    { why: 'a good range', range: good, faults: [] },
    { why: 'one number', range: { ...good, last: '1' }, faults: [] },
    { why: 'the last day', range: { ...good, expiresOn: today }, faults: [] },
    { why: 'the largest sequence', range: { ...good, last: '9999999999' }, faults: [] },
    { why: 'part of it used elsewhere', range: { ...good, next: '1000' }, faults: [] },
    { why: 'an unknown series', range: { ...good, series: '99' }, faults: ['range-series series'] },
    { why: 'zero', range: { ...good, first: '0' }, faults: ['range-sequence first'] },
    { why: 'beyond the largest', range: { ...good, last: '10000000000' }, faults: ['range-sequence last'] },
    {
      why: 'no digits',
      range: { ...good, first: '1a', last: '-5' },
      faults: ['range-sequence first', 'range-sequence last'],
    },
    { why: 'backwards', range: { ...good, first: '9', last: '8' }, faults: ['range-order last'] },
    { why: 'a next number outside', range: { ...good, next: '1001' }, faults: ['range-next next'] },
    {
      why: 'no expiry where one is needed',
      range: { series: '31', first: '1', last: '2' },
      faults: ['range-expiry-missing expiresOn'],
    },
    { why: 'an expiry where there is none', range: { ...good, series: '32' }, faults: ['range-no-expiry expiresOn'] },
    { why: 'yesterday', range: { ...good, expiresOn: '2026-11-20' }, faults: ['range-expired expiresOn'] },
    { why: 'no date', range: { ...good, expiresOn: '2027-02-30' }, faults: ['range-expiry-date expiresOn'] },
    {
      why: 'two things wrong',
      range: { ...good, first: '0', expiresOn: 'x' },
      faults: ['range-sequence first', 'range-expiry-date expiresOn'],
    },
  ])('$why', ({ range, faults }) => {
    expect(rangeFaults(dominican, range, today).map(({ code, path }) => `${code} ${path}`)).toEqual(faults)
  })
})
