/**
 * The RegExp that accepts exactly what an XML Schema pattern accepts, anchored at both ends.
 *
 * The two dialects look alike and differ where it hurts: in XML Schema `\d` is a digit of any script, `\w` is everything but
 * punctuation, separators and control characters (so `_` is outside it), a dot stops only at line ends, and `^` and `$` are
 * ordinary characters. Class subtraction and `\i`, `\c`, `\p{Is…}` are not supported: no official schema uses them.
 *
 * @source W3C XML Schema Part 2, Appendix F, "Regular Expressions"
 */
export function schemaPattern(pattern: string): RegExp {
  let source = ''
  let inClass = false
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i)
    if (char === '\\') source += escapeOf(pattern.charAt(++i), inClass)
    else if (inClass) {
      if (char === ']') inClass = false
      source += char === '[' ? '\\[' : char
    } else if (char === '[') {
      inClass = true
      source += char
    } else source += OUTSIDE_CLASS.get(char) ?? char
  }
  return new RegExp(`^(?:${source})$`, 'u')
}

const OUTSIDE_CLASS: ReadonlyMap<string, string> = new Map([
  ['.', '[^\\n\\r]'],
  ['^', '\\^'],
  ['$', '\\$'],
  ['/', '\\/'],
])

/** Multi-character escapes, with and without the brackets they need outside a class. */
const ESCAPES: ReadonlyMap<string, readonly [inside: string, outside: string]> = new Map([
  ['d', ['\\p{Nd}', '\\p{Nd}']],
  ['D', ['\\P{Nd}', '\\P{Nd}']],
  ['s', [' \\t\\n\\r', '[ \\t\\n\\r]']],
  ['S', ['', '[^ \\t\\n\\r]']],
  ['w', ['\\p{L}\\p{M}\\p{N}\\p{S}', '[\\p{L}\\p{M}\\p{N}\\p{S}]']],
  ['W', ['\\p{P}\\p{Z}\\p{C}', '[\\p{P}\\p{Z}\\p{C}]']],
  ['n', ['\\n', '\\n']],
  ['r', ['\\r', '\\r']],
  ['t', ['\\t', '\\t']],
  // A hyphen needs no escape outside a class, where the `u` flag forbids one.
  ['-', ['\\-', '-']],
])

function escapeOf(char: string, inClass: boolean): string {
  const escape = ESCAPES.get(char)
  if (escape) {
    const [inside, outside] = escape
    if (inClass && inside === '') throw new SyntaxError(`\\${char} inside a class is not supported`)
    return inClass ? inside : outside
  }
  if (!/^[.\\?*+{}()[\]|^$/]$/.test(char)) throw new SyntaxError(`\\${char} is not supported in a schema pattern`)
  return `\\${char}`
}
