import type { DistinguishedName, NameAttribute } from './distinguished-name.ts'

/**
 * A certificate's issuer as an XML signature names it, so that Java's X500Principal reads it and finds it equal to the
 * certificate's: from the last part up to the country. `CN=AC EJEMPLO,O=Ejemplo S.A.,2.5.4.97=#0c0d…,C=EC`
 *
 * Only the nine keywords of RFC 2253 are written: every Java knows those, and no other has one name everywhere (`E`,
 * `EMAILADDRESS`). Everything else is a dotted identifier with its DER in hex, and so is a value in an old string type, which
 * Java would read back as another type and take for another name.
 *
 * @source W3C, XML Signature Syntax and Processing, section 4.5.4.1 "Distinguished Name Encoding Rules"; RFC 2253, sections 2
 *   and 4; SRI, Ficha técnica offline v2.32, annex 14
 */
export function issuerNameText(name: DistinguishedName): string {
  return name
    .map((part) => part.map(attributeText).join('+'))
    .reverse()
    .join(',')
}

/** @source RFC 2253, section 2.3 "Converting AttributeTypeAndValue" */
const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.6', 'C'],
  ['2.5.4.9', 'STREET'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
])

function attributeText({ oid, stringType, text, der }: NameAttribute): string {
  const keyword = KEYWORDS.get(oid)
  if (keyword === undefined) return `${oid}=#${der}`
  // What Java makes of a text: IA5String after DC, else PrintableString or UTF8String, which it holds for the same.
  const isPlain = keyword === 'DC' ? stringType === 'ia5' : stringType === 'printable' || stringType === 'utf8'
  return isPlain && text !== undefined && PRINTABLE.test(text) ? `${keyword}=${escaped(text)}` : `${keyword}=#${der}`
}

/** Something to read, and nothing that neither a name nor a line of XML holds well. */
const PRINTABLE = /^[^\p{C}\u2028\u2029]*[^\p{C}\s][^\p{C}\u2028\u2029]*$/u

function escaped(text: string): string {
  return text
    .replace(/[\\",+<>;]/g, '\\$&')
    .replace(/^[# ]/, '\\$&')
    .replace(/ $/, '\\ ')
}
