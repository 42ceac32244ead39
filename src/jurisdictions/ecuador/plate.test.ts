import { expect, test } from 'vitest'
import { PLATE_FORMATS } from './catalogs/plate-formats.ts'
import { isPlate } from './plate.ts'

test.each(PLATE_FORMATS.entries.map(({ code, name }) => [code, name]))('%s is a plate: %s', (code) =>
  expect(isPlate(code)).toBe(true),
)

test.each(['', 'ABC-1234', 'abc1234', 'ABC123', 'ABC12345', '1234ABC', 'ABC1234\n'])('%j is none', (text) =>
  expect(isPlate(text)).toBe(false),
)
