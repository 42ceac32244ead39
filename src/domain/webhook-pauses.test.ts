import { describe, expect, test } from 'vitest'
import { PAUSES_AFTER_MS, restMs, RETRY_PAUSES_MS, retryPauseMs } from './webhook-pauses.ts'

const DAY_MS = 24 * 3_600_000

describe('the pauses between tries', () => {
  test('grow, and last for more than three days all in all: longer than it takes to pause an endpoint', () => {
    expect(RETRY_PAUSES_MS).toEqual([...RETRY_PAUSES_MS].sort((a, b) => a - b))
    const total = RETRY_PAUSES_MS.reduce((sum, pause) => sum + pause, 0)
    expect(total).toBeGreaterThan(4 * DAY_MS)
    expect(total).toBeGreaterThan(PAUSES_AFTER_MS)
  })

  test('are never shorter than said, and a fifth longer at most', () => {
    expect([retryPauseMs(1, 0), retryPauseMs(1, 0.5), retryPauseMs(1, 0.999_999)]).toEqual([5_000, 5_500, 6_000])
  })

  test('end with the last try', () => {
    expect(retryPauseMs(RETRY_PAUSES_MS.length, 0)).toBe(8 * 3_600_000)
    expect(retryPauseMs(RETRY_PAUSES_MS.length + 1, 0)).toBeUndefined()
  })

  test('give an endpoint no rest before three failures in a row, and ten minutes at most', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 1_000].map((failures) => restMs(failures, 0))).toEqual([
      undefined,
      undefined,
      5_000,
      30_000,
      120_000,
      600_000,
      600_000,
      600_000,
    ])
  })
})
