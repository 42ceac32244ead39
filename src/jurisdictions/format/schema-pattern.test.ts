import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { schemaPattern } from './schema-pattern.ts'

describe('schemaPattern', () => {
  test.each([
    { why: 'a digit of any script is a digit', pattern: '\\d{2}', takes: ['12', '٣4'], refuses: ['1', '1a', '123'] },
    {
      why: 'an underscore is punctuation, not a word character',
      pattern: '\\w+',
      takes: ['añ9', '中', '$'],
      refuses: ['a_b', 'a.b'],
    },
    {
      why: 'a dot stops at line ends only',
      pattern: '.{2}',
      takes: ['a\u2028', '😀b'],
      refuses: ['a\n', 'a\r', 'abc'],
    },
    { why: 'a circumflex and a dollar are ordinary characters', pattern: '^a$', takes: ['^a$'], refuses: ['a'] },
    { why: 'a dollar inside a class is one too', pattern: '[12][$0-9]', takes: ['1$', '29'], refuses: ['$1'] },
    {
      why: 'blanks are the four of XML',
      pattern: '[\\s\\d]+',
      takes: ['1 2\t3\n4\r'],
      refuses: ['1\u00a02', '1\u000b2'],
    },
    { why: 'the whole value must match', pattern: 'a|b', takes: ['a', 'b'], refuses: ['ab', 'a\n', ''] },
    {
      why: 'an escaped hyphen is a hyphen, inside and out',
      pattern: 'a\\-[+\\-]',
      takes: ['a--', 'a-+'],
      refuses: ['a,-'],
    },
    {
      why: 'an unescaped dot is any character',
      pattern: '[0-9]{1,3}(.[0-9]{2})?',
      takes: ['1x99', '123'],
      refuses: ['x'],
    },
    { why: 'anything but a digit', pattern: '\\D[^0-9]+[a-z]', takes: ['a.b', '😀 z'], refuses: ['1ab', 'ab', '٣ab'] },
  ])('$why', ({ pattern, takes, refuses }) => {
    const regexp = schemaPattern(pattern)
    expect(takes.filter((text) => !regexp.test(text))).toEqual([])
    expect(refuses.filter((text) => regexp.test(text))).toEqual([])
  })

  test.each(['\\i', '\\p{L}', '[\\S]'])('says so when it meets %s, which it cannot translate', (pattern) => {
    expect(() => schemaPattern(pattern)).toThrow(SyntaxError)
  })

  test('takes any literal text as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('aé$^/ -,:;@')), minLength: 1 }), (text) => {
        expect(schemaPattern(text).test(text)).toBe(true)
      }),
    )
  })
})
