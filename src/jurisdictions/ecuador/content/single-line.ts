/**
 * A client's text on one line: tabs, line ends and other control characters become a blank, because SRI's schemas take no line end
 * in a name and its services have choked on wrapped text elsewhere.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 1
 */
export function singleLine(text: string | undefined): string | undefined {
  return text === undefined || !CONTROL.test(text) ? text : text.replace(CONTROLS, ' ')
}

const CONTROL = /[\p{Cc}\u2028\u2029]/u
const CONTROLS = /\s*[\p{Cc}\u2028\u2029]+\s*/gu
