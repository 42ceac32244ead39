import { expect, test } from 'vitest'
import { instantOf } from './instant.ts'

test.each([
  ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z'],
  ['2026-11-21T08:00-04:00', '2026-11-21T12:00:00.000Z'],
  ['2026-11-21T12:00:00.123456Z', '2026-11-21T12:00:00.123Z'],
  ['2026-02-30T12:00:00Z', undefined],
  ['2026-11-21T25:00:00Z', undefined],
  ['2026-11-21T12:00:00', undefined],
  ['2026-11-21', undefined],
  ['yesterday', undefined],
  ['', undefined],
])('%s is %s', (text, expected) => expect(instantOf(text)?.toISOString()).toBe(expected))
