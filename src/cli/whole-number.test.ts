import { describe, expect, test } from 'vitest'
import type { Shell } from './shell.ts'
import { wholeNumber } from './whole-number.ts'

const shell = { say: ({ en }: { en: string }) => en } as unknown as Shell

describe('wholeNumber', () => {
  const read = wholeNumber(shell, 1, 100)

  test.each([['1', 1], ['100', 100], ['007', 7]])('reads %s', (text, value) => expect(read(text)).toBe(value)) // prettier-ignore

  test.each(['0', '101', '-1', '1.5', '1e2', '', ' 1', 'x'])('refuses "%s", and says what would be right', (text) =>
    expect(() => read(text)).toThrow('an integer from 1 to 100'),
  )
})
