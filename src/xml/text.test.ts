import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOSTILE_TEXTS } from '../../test/support/hostile-text.ts'
import { escapedAttribute, escapedText, firstIllegalCharacter, IllegalXmlText } from './text.ts'

describe('firstIllegalCharacter', () => {
  test.each([
    { why: 'NUL', text: 'a\0', index: 1, codePoint: 0 },
    { why: 'a control character', text: '\u0008', index: 0, codePoint: 8 },
    { why: 'a vertical tab', text: 'ab\u000b', index: 2, codePoint: 0xb },
    { why: 'an escape', text: 'x\u001b[0m', index: 1, codePoint: 0x1b },
    { why: 'half a surrogate pair in front', text: '\ud83dx', index: 0, codePoint: 0xd83d },
    { why: 'the other half after a whole emoji', text: '😀\ude00', index: 2, codePoint: 0xde00 },
    { why: 'the halves in the wrong order', text: '\ude00\ud83d', index: 0, codePoint: 0xde00 },
    { why: 'U+FFFE', text: 'é\ufffe', index: 1, codePoint: 0xfffe },
    { why: 'U+FFFF', text: '\uffff', index: 0, codePoint: 0xffff },
    { why: 'the first of several', text: 'a\u0001b\u0002', index: 1, codePoint: 1 },
  ])('finds $why', ({ text, index, codePoint }) => {
    expect(firstIllegalCharacter(text)).toEqual({ index, codePoint })
  })

  test.each(HOSTILE_TEXTS)('lets $why pass', ({ text }) => expect(firstIllegalCharacter(text)).toBeUndefined())

  test('agrees with the definition, character by character', () => {
    const isChar = (c: number): boolean =>
      c === 9 || c === 10 || c === 13 || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000
    for (let c = 0; c <= 0x1_00ff; c++) {
      expect(firstIllegalCharacter(String.fromCodePoint(c)) === undefined, `U+${c.toString(16)}`).toBe(isChar(c))
    }
  })
})

describe('escapedText and escapedAttribute', () => {
  test.each([
    { text: 'Café 1 lb', asText: 'Café 1 lb', asAttribute: 'Café 1 lb' },
    { text: `& < > " '`, asText: `&amp; &lt; &gt; " '`, asAttribute: `&amp; &lt; > &quot; '` },
    { text: '\t\n\r', asText: '\t\n&#xD;', asAttribute: '&#x9;&#xA;&#xD;' },
    { text: ']]>', asText: ']]&gt;', asAttribute: ']]>' },
    { text: '&amp;', asText: '&amp;amp;', asAttribute: '&amp;amp;' },
    { text: '😀\u2028', asText: '😀\u2028', asAttribute: '😀\u2028' },
    { text: '', asText: '', asAttribute: '' },
  ])('write $text as Canonical XML does', ({ text, asText, asAttribute }) => {
    expect([escapedText(text), escapedAttribute(text)]).toEqual([asText, asAttribute])
  })

  test.each([escapedText, escapedAttribute])('refuse illegal characters without repeating the text: %o', (escaped) => {
    expect(() => escaped('secret \u0000')).toThrow(IllegalXmlText)
    expect(() => escaped('secret \u0000')).toThrow('XML 1.0 cannot hold U+0000, found at position 7 of the text')
    expect(() => escaped('\ud800')).toThrow('U+D800')
  })

  test('refuse exactly what firstIllegalCharacter finds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }), (units) => {
        const text = String.fromCharCode(...units)
        const isIllegal = firstIllegalCharacter(text) !== undefined
        expect(throws(() => escapedText(text))).toBe(isIllegal)
        expect(throws(() => escapedAttribute(text))).toBe(isIllegal)
      }),
    )
  })
})

function throws(act: () => unknown): boolean {
  try {
    act()
    return false
  } catch {
    return true
  }
}
