import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EXPIRY_STAGES, expiryWarnings } from './expiry.ts'
import type { ExpiryStage } from './expiry.ts'

const DAY_MS = 86_400_000
const now = new Date('2026-06-15T12:00:00Z')

function warningsAt(daysLeft: number, warnedAt?: ExpiryStage): ReturnType<typeof expiryWarnings> {
  return expiryWarnings([{ id: 'c', validTo: new Date(now.getTime() + daysLeft * DAY_MS), warnedAt }], now)
}

describe('expiryWarnings', () => {
  test.each([
    { daysLeft: 30.1, stage: undefined },
    { daysLeft: 30, stage: 30 },
    { daysLeft: 15.1, stage: 30 },
    { daysLeft: 15, stage: 15 },
    { daysLeft: 7, stage: 7 },
    { daysLeft: 1, stage: 1 },
    { daysLeft: 0, stage: 1 },
    { daysLeft: -0.001, stage: 0 },
    { daysLeft: -400, stage: 0 },
  ])('$daysLeft days left: stage $stage', ({ daysLeft, stage }) => {
    expect(warningsAt(daysLeft).map((warning) => warning.stage)).toEqual(stage === undefined ? [] : [stage])
  })

  test('are not repeated for a stage already told, nor for an earlier one', () => {
    expect(warningsAt(14, 15)).toEqual([])
    expect(warningsAt(14, 7)).toEqual([])
    expect(warningsAt(-3, 0)).toEqual([])
    expect(warningsAt(14, 30)).toEqual([{ id: 'c', stage: 15, daysLeft: 14 }])
  })

  test('come once per stage over the life of a certificate, however often or seldom the watch looks', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -60, max: 60, noNaN: true }), { maxLength: 200 }), (looks) => {
        const told: ExpiryStage[] = []
        for (const daysLeft of looks.sort((a, b) => b - a)) {
          told.push(...warningsAt(daysLeft, told.at(-1)).map(({ stage }) => stage))
        }
        expect(told).toEqual(EXPIRY_STAGES.filter((stage) => told.includes(stage)))
      }),
    )
  })

  test('come for each certificate on its own', () => {
    const watched = [
      { id: 'far', validTo: new Date('2027-06-15'), warnedAt: undefined },
      { id: 'near', validTo: new Date('2026-06-20'), warnedAt: 15 as const },
      { id: 'gone', validTo: new Date('2026-06-01'), warnedAt: 1 as const },
    ]
    expect(expiryWarnings(watched, now).map(({ id, stage }) => `${id} ${stage}`)).toEqual(['near 7', 'gone 0'])
  })
})
