import type { X509Certificate } from 'node:crypto'
import forge from 'node-forge'

/**
 * What is wrong with an X509IssuerName: it must be the name of the certificate's issuer as Java reads names, from the last
 * attribute to the first. Undefined when nothing is.
 *
 * @source RFC 2253; Java X500Principal, keywords; that SRI refuses what it cannot read, as integrators saw it
 */
export function issuerNameObjection(name: string, certificate: X509Certificate): string | undefined {
  const stated = attributesIn(name)
  if (typeof stated === 'string') return `X509IssuerName: ${stated}`
  const wanted = issuerOf(certificate)
  const isSame =
    stated.length === wanted.length &&
    stated.every(
      (attribute, i) => attribute.oid === wanted[i]?.oid && folded(attribute.value) === folded(wanted[i].value),
    )
  return isSame ? undefined : 'X509IssuerName no es el emisor del certificado'
}

interface NameAttribute {
  readonly oid: string
  readonly value: string
}

/** The keywords that Java reads. `E` is not one. */
const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['CN', '2.5.4.3'],
  ['SURNAME', '2.5.4.4'],
  ['SERIALNUMBER', '2.5.4.5'],
  ['C', '2.5.4.6'],
  ['L', '2.5.4.7'],
  ['ST', '2.5.4.8'],
  ['S', '2.5.4.8'],
  ['STREET', '2.5.4.9'],
  ['O', '2.5.4.10'],
  ['OU', '2.5.4.11'],
  ['T', '2.5.4.12'],
  ['GIVENNAME', '2.5.4.42'],
  ['INITIALS', '2.5.4.43'],
  ['GENERATION', '2.5.4.44'],
  ['DNQ', '2.5.4.46'],
  ['DNQUALIFIER', '2.5.4.46'],
  ['EMAILADDRESS', '1.2.840.113549.1.9.1'],
  ['UID', '0.9.2342.19200300.100.1.1'],
  ['DC', '0.9.2342.19200300.100.1.25'],
])

/** The attributes a name is made of, or why it cannot be read. Several in one RDN are not expected of an authority. */
function attributesIn(name: string): readonly NameAttribute[] | string {
  const attributes: NameAttribute[] = []
  for (const part of name.match(/(?:\\.|"[^"]*"|[^,\\"])+/g) ?? []) {
    const [, type = '', text = ''] = /^\s*([^=]+?)\s*=\s*([^]*?)\s*$/.exec(part) ?? []
    const keyword = type.replace(/^OID\./i, '').toUpperCase()
    const oid = /^\d+(\.\d+)+$/.test(keyword) ? keyword : KEYWORDS.get(keyword)
    if (oid === undefined) return `el atributo ${type || part} no se puede leer`
    attributes.push({ oid, value: valueIn(text) })
  }
  return attributes
}

function valueIn(text: string): string {
  if (text.startsWith('#')) {
    try {
      const asn1 = forge.asn1.fromDer(forge.util.hexToBytes(text.slice(1)))
      return decoded(asn1.type, typeof asn1.value === 'string' ? asn1.value : '')
    } catch {
      // No DER: whatever it is, it is not the value in the certificate.
      return ''
    }
  }
  if (text.startsWith('"')) return text.slice(1, -1).replace(/\\(.)/g, '$1')
  const bytes = text.replace(/((?:\\[0-9a-fA-F]{2})+)/g, (pairs) =>
    Buffer.from(pairs.replaceAll('\\', ''), 'hex').toString('utf8'),
  )
  return bytes.replace(/\\(.)/g, '$1')
}

function issuerOf(certificate: X509Certificate): readonly NameAttribute[] {
  const { issuer } = forge.pki.certificateFromPem(certificate.toString())
  return issuer.attributes
    .map((attribute) => ({
      oid: String(attribute.type),
      value: decoded(Number(attribute.valueTagClass), String(attribute.value)),
    }))
    .toReversed()
}

/** Text as node-forge hands it over: UTF-8 is left in bytes, everything else is characters already. */
function decoded(type: number, text: string): string {
  return type === UTF8_STRING ? Buffer.from(text, 'binary').toString('utf8') : text
}

/** ASN.1's universal tag of UTF8String. */
const UTF8_STRING = 12

/** Names compare without regard to case and to blanks around and between words, as in Java. */
function folded(value: string): string {
  return value.trim().replace(/\s+/g, ' ').toLowerCase()
}
