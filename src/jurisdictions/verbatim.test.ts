import { expect, test } from 'vitest'
import { verbatim } from './verbatim.ts'

const WORDS = { cause: { es: 'porque', en: 'because' }, remedy: { es: 'mire', en: 'look' } }

test.each([
  ['what the authority wrote', { code: '999', text: 'ALGO' }, 'ALGO'],
  ['its code, where it wrote nothing', { code: '999', text: '' }, '999'],
])('a message nobody has explained says %s', (_, message, meaning) =>
  expect(verbatim({ ...message, severity: 'error' }, WORDS)).toEqual({
    ...message,
    ...WORDS,
    meaning: { es: meaning, en: meaning },
    path: '',
  }),
)
