import fc from 'fast-check'
import { firstIllegalCharacter } from '../../src/xml/text.ts'

/** Texts that break what treats XML carelessly, each with the reason it is here. All of them are legal. */
export const HOSTILE_TEXTS: readonly { readonly why: string; readonly text: string }[] = [
  { why: 'markup characters', text: `Pan & queso <b> "doble" 'simple' </b> &amp; &#65;` },
  { why: 'the end of CDATA', text: ']]>' },
  { why: 'the start of CDATA', text: '<![CDATA[x]]>' },
  { why: 'a comment', text: '<!-- x -->' },
  { why: 'a processing instruction', text: '<?xml version="1.0"?>' },
  { why: 'a closing tag', text: '</ECF>' },
  { why: 'a tab', text: 'a\tb' },
  { why: 'a line feed', text: 'a\nb' },
  { why: 'CR LF', text: 'a\r\nb' },
  { why: 'a lone CR', text: '\r' },
  { why: 'an emoji', text: '😀' },
  { why: 'an emoji joined from several', text: '👩🏽‍🌾' },
  { why: 'combining accents', text: 'Jose\u0301 Nun\u0303ez' },
  { why: 'private use', text: '\ue000\uf8ff\u{10fffd}' },
  { why: 'one character', text: 'x' },
  { why: 'a long value', text: 'ñ€😀&'.repeat(5000) },
  { why: 'blanks around', text: '  x  ' },
  { why: 'a no-break space', text: '\u00a0x\u00a0' },
  { why: 'a byte-order mark inside', text: '\ufefflonger than sixteen bytes\ufeff' },
  { why: 'a right-to-left override', text: 'abc\u202edef' },
  { why: 'zero-width characters', text: 'a\u200b\u200db' },
  { why: 'C1 controls, which XML allows', text: '\u007f\u0080\u009f' },
  { why: 'the replacement character', text: '\ufffd' },
  { why: 'the last code points', text: '\u{10ffff}\u{1fffe}' },
]

/** Any text XML 1.0 can hold, often a nasty one. */
export function legalText(): fc.Arbitrary<string> {
  const characters = fc.constantFrom(...Array.from('&<>"\' \t\n\r;#]-aé€\u00a0\u0301\ufeff\ue000😀'), ']]>', '&#13;')
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }).map(withoutIllegal),
    fc.array(characters, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.constantFrom(...HOSTILE_TEXTS.map(({ text }) => text)),
  )
}

function withoutIllegal(text: string): string {
  return Array.from(text)
    .filter((character) => firstIllegalCharacter(character) === undefined)
    .join('')
}
