import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printableText } from './printable-text.ts'

describe('printableText', () => {
  test.each([
    { why: 'leaves plain text alone', text: 'Señor Ñandú, S.R.L. (½) "x"', shown: 'Señor Ñandú, S.R.L. (½) "x"' },
    { why: 'composes accents', text: 'Jose\u0301', shown: 'José' },
    { why: 'drops what would turn letters around', text: 'a\u202e001\u202c\u2066b\u2069', shown: 'a001b' },
    { why: 'drops what cannot be seen between letters', text: 'a\u200bb\u200dc\ufeffd\u00ade', shown: 'abcde' },
    { why: 'keeps joiners that make one picture', text: '👩\u200d🌾', shown: '👩\u200d🌾' },
    { why: 'shows controls', text: 'a\u0000b\u001bc\u0080d', shown: 'a\ufffdb\ufffdc\ufffdd' },
    { why: 'shows half characters', text: 'a\ud800b', shown: 'a\ufffdb' },
    { why: 'shows private and unassigned characters', text: '\ue000\u{10ffff}', shown: '\ufffd\ufffd' },
    { why: 'has one kind of line end', text: 'a\r\nb\rc\u2028d', shown: 'a\nb\nc\nd' },
    { why: 'cuts towers of marks', text: `x${'\u0321'.repeat(50)}`, shown: 'x\u0321\u0321\u0321\ufffd' },
  ])('$why', ({ text, shown }) => expect(printableText(text)).toBe(shown))

  test('changes nothing when applied again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = printableText(text)
        expect(printableText(once)).toBe(once)
      }),
    )
  })
})
