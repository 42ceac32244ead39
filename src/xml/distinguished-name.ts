import forge from 'node-forge'

/** A name as a certificate holds it: its parts from the country down, each of one attribute and seldom of more. */
export type DistinguishedName = readonly (readonly NameAttribute[])[]

/** What one attribute of a name says, and how. */
export interface NameAttribute {
  /** What kind of attribute, dotted. */
  readonly oid: string
  readonly stringType: StringType
  /** Undefined where the value is no string, or no string of its type. */
  readonly text: string | undefined
  /** The value as it stands in the certificate, hex in lower case. */
  readonly der: string
}

export type StringType = 'printable' | 'utf8' | 'ia5' | 'teletex' | 'bmp' | 'other'

/**
 * The name of a certificate's issuer.
 *
 * @param der a certificate that OpenSSL reads
 * @source RFC 5280, sections 4.1 and 4.1.2.4 "Issuer"
 */
export function issuerNameOf(der: Uint8Array): DistinguishedName {
  const certificate = parsed(Buffer.from(der).toString('latin1'))
  const fields = childrenOf(childrenOf(certificate)[0])
  // The version, when it is written, is the one field before the serial number: tagged [0].
  const issuer = fields[fields[0]?.tagClass === forge.asn1.Class.UNIVERSAL ? 2 : 3]
  return childrenOf(issuer).map((part) => childrenOf(part).map(attributeOf))
}

/** The value of an attribute from its DER; undefined when that is no DER. */
export function nameValueOf(der: Uint8Array): Pick<NameAttribute, 'stringType' | 'text'> | undefined {
  try {
    return valueOf(parsed(Buffer.from(der).toString('latin1')))
  } catch {
    // node-forge throws plain errors for bytes that are no ASN.1.
    return undefined
  }
}

function parsed(bytes: string): forge.asn1.Asn1 {
  return forge.asn1.fromDer(bytes, { decodeBitStrings: false })
}

function childrenOf(object: forge.asn1.Asn1 | undefined): readonly forge.asn1.Asn1[] {
  return Array.isArray(object?.value) ? object.value : []
}

function attributeOf(attribute: forge.asn1.Asn1): NameAttribute {
  const [type, value] = childrenOf(attribute)
  if (typeof type?.value !== 'string' || !value) throw new Error('a certificate with a name that is none')
  const der = forge.asn1.toDer(value).toHex()
  return { oid: forge.asn1.derToOid(type.value), ...valueOf(value), der }
}

function valueOf({ type, value }: forge.asn1.Asn1): Pick<NameAttribute, 'stringType' | 'text'> {
  const stringType = STRING_TYPES.get(type) ?? 'other'
  if (typeof value !== 'string' || stringType === 'other') return { stringType: 'other', text: undefined }
  return { stringType, text: stringType === 'utf8' ? utf8Text(value) : value }
}

const STRING_TYPES: ReadonlyMap<number, StringType> = new Map([
  [forge.asn1.Type.PRINTABLESTRING, 'printable'],
  [forge.asn1.Type.UTF8, 'utf8'],
  [forge.asn1.Type.IA5STRING, 'ia5'],
  [20, 'teletex'],
  [forge.asn1.Type.BMPSTRING, 'bmp'],
])

function utf8Text(bytes: string): string | undefined {
  const buffer = Buffer.from(bytes, 'latin1')
  const text = buffer.toString('utf8')
  return Buffer.from(text, 'utf8').equals(buffer) ? text : undefined
}
