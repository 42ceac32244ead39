import { nameValueOf } from './distinguished-name.ts'
import type { DistinguishedName } from './distinguished-name.ts'

/**
 * Whether a text, as programs of many makes write it, is this name: in either order, whatever the spelling of keywords, case,
 * blanks and escapes. SRI has authorised documents with the order turned around.
 */
export function isIssuerName(text: string, name: DistinguishedName): boolean {
  const wanted = name.map((part) => partKey(part.map(({ oid, text, der }) => attributeKey(oid, text ?? `#${der}`))))
  const given = split(text, ',;').map((part) => partKey(split(part, '+').map(givenAttributeKey)))
  return isSame(given, wanted) || isSame(given.reverse(), wanted)
}

/** Written `keyword=value`; what has no such shape is like no attribute of any name. */
function givenAttributeKey(attribute: string): string {
  const equals = attribute.indexOf('=')
  const keyword = attribute
    .slice(0, Math.max(equals, 0))
    .trim()
    .toUpperCase()
    .replace(/^OID\./, '')
  return attributeKey(OIDS.get(keyword) ?? keyword, valueOf(attribute.slice(equals + 1).trim()))
}

/** What stands for a value: `#` and its DER in hex, or text with escapes or in quotation marks. */
function valueOf(written: string): string {
  if (/^#(?:[\da-f]{2})+$/i.test(written)) {
    return nameValueOf(Buffer.from(written.slice(1), 'hex'))?.text ?? written.toLowerCase()
  }
  const unquoted = /^"(.*)"$/s.exec(written)?.[1] ?? written
  return unquoted
    .replace(/(?:\\[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString('utf8'))
    .replace(/\\(.?)/gs, '$1')
}

function attributeKey(oid: string, value: string): string {
  return `${oid}=${value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()}`
}

/** The attributes of one part have no order. */
function partKey(attributes: readonly string[]): string {
  return attributes.toSorted().join('\n+')
}

function isSame(given: readonly string[], wanted: readonly string[]): boolean {
  return given.length === wanted.length && given.every((part, i) => part === wanted[i])
}

/** Splits at separators that are neither escaped nor in quotation marks. */
function split(text: string, separators: string): string[] {
  const pieces = ['']
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '"') isQuoted = !isQuoted
    if (!isQuoted && separators.includes(character)) {
      pieces.push('')
      continue
    }
    const next = character === '\\' ? text.charAt(++at) : ''
    pieces.push(`${pieces.pop() ?? ''}${character}${next}`)
  }
  return pieces
}

/** Keywords that programs write, in capitals. */
const OIDS: ReadonlyMap<string, string> = new Map([
  ['CN', '2.5.4.3'],
  ['SURNAME', '2.5.4.4'],
  ['SN', '2.5.4.4'],
  ['SERIALNUMBER', '2.5.4.5'],
  ['C', '2.5.4.6'],
  ['L', '2.5.4.7'],
  ['ST', '2.5.4.8'],
  ['S', '2.5.4.8'],
  ['STREET', '2.5.4.9'],
  ['O', '2.5.4.10'],
  ['OU', '2.5.4.11'],
  ['T', '2.5.4.12'],
  ['TITLE', '2.5.4.12'],
  ['DESCRIPTION', '2.5.4.13'],
  ['POSTALCODE', '2.5.4.17'],
  ['G', '2.5.4.42'],
  ['GIVENNAME', '2.5.4.42'],
  ['ORGANIZATIONIDENTIFIER', '2.5.4.97'],
  ['E', '1.2.840.113549.1.9.1'],
  ['EMAIL', '1.2.840.113549.1.9.1'],
  ['EMAILADDRESS', '1.2.840.113549.1.9.1'],
  ['DC', '0.9.2342.19200300.100.1.25'],
  ['UID', '0.9.2342.19200300.100.1.1'],
])
