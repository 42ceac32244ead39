/**
 * A text as it can be drawn: composed characters, `\n` as the only control, no invisible character that could hide or reorder
 * others. What would be silently lost is replaced with U+FFFD, which every reader sees.
 */
export function printableText(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(LINE_ENDS, '\n')
    .replace(SPACES, ' ')
    .replace(UNSEEN, '')
    .replace(UNDRAWABLE, '\ufffd')
    .replace(MARK_TOWERS, '$1\ufffd')
}

// What ISO 8859-1 prints, without the soft hyphen: nearly every text, left as it is.
const PLAIN = /^[\x20-\x7e\xa0-\xac\xae-\xff]*$/
const LINE_ENDS = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/g
const SPACES = /[\t\u2000-\u2006\u2008-\u200a\u205f\u3000\u1680]/g
// Soft hyphens, joiners between letters that do not join, byte-order marks, directional controls, tags, variation selectors. The
// joiners between emoji and in scripts that need them (U+200C, U+200D) stay.
const UNSEEN =
  /(?<![\p{Extended_Pictographic}\p{M}\p{Script=Arabic}\p{Script=Devanagari}\p{Emoji_Modifier}])[\u200c\u200d]|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu
const UNDRAWABLE = /[\x00-\x09\x0b-\x1f\x7f-\x9f\ufff9-\ufffc\p{Co}\p{Cn}]/gu
// Nobody writes more than three marks on a letter; towers of them are made to cover other lines.
const MARK_TOWERS = /(\p{M}{3})\p{M}+/gu
