import { expect, test } from 'vitest'
import { formInWords } from './form-in-words.ts'

test.each([
  ['\\S', 'Must not be blank.'],
  ['^[^\\r\\n]*\\S[^\\r\\n]*$', 'Must be a single line, and not blank.'],
  ['^[\\x21-\\x7e]{1,255}$', '1 to 255 letters, digits or signs of ASCII, without blanks.'],
  ['^[A-Za-z0-9]{3,13}$', '3 to 13 letters of ASCII, or digits.'],
  ['^[1-9]\\d{0,7}$', 'Must be an integer of 8 digits at most, without leading zeros.'],
  ['^(now|\\d{1,15})$', 'Must be "now" or an integer of 15 digits at most.'],
  ['^\\d{1,15}$', 'Must be an integer of 15 digits at most.'],
  ['^(?!000)\\d{3}$', 'Must be of the form "001".'],
  ['^\\d{4}-\\d{2}-\\d{2}$', 'Must be of the form "2026-11-21".'],
  ['^\\d{1,3}(\\.\\d{1,2})?$', 'Must be of the form "18.00".'],
  ['^x$', 'Not of the expected form.'],
])('a text of the form %s: %s', (pattern, en) => {
  expect(formInWords(pattern).en).toBe(en)
})
