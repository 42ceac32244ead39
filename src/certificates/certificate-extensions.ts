import forge from 'node-forge'

/** The content of each extension of a certificate by dotted OID: bytes, one a character. Node itself shows but a few. */
export function extensionsOf(der: Uint8Array): ReadonlyMap<string, string> {
  const certificate = forge.asn1.fromDer(Buffer.from(der).toString('latin1'), { decodeBitStrings: false })
  const extensions = children(children(certificate)[0]).find(isExtensions)
  const found = new Map<string, string>()
  for (const extension of children(children(extensions)[0])) {
    const parts = children(extension)
    const [id] = parts
    const value = parts.at(-1)?.value
    if (typeof id?.value === 'string' && typeof value === 'string') found.set(forge.asn1.derToOid(id.value), value)
  }
  return found
}

/**
 * The other names among the alternative names of the subject, by the OID that says what each is: DER, as {@link extensionsOf}.
 * None when the extension is no ASN.1, as OpenSSL reads a certificate without looking into it.
 */
export function otherNamesOf(subjectAltName: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const name of children(asn1OrNothing(subjectAltName))) {
    const [id, value] = children(name)
    if (!isOtherName(name) || typeof id?.value !== 'string' || !value) continue
    found.set(forge.asn1.derToOid(id.value), forge.asn1.toDer(value).getBytes())
  }
  return found
}

function asn1OrNothing(bytes: string): forge.asn1.Asn1 | undefined {
  try {
    return forge.asn1.fromDer(bytes, { decodeBitStrings: false })
  } catch {
    // node-forge throws plain errors for bytes that are no ASN.1.
    return undefined
  }
}

/** Tagged [0]; among universal types 0 is none. */
function isOtherName(name: forge.asn1.Asn1): boolean {
  return name.tagClass === forge.asn1.Class.CONTEXT_SPECIFIC && name.type === forge.asn1.Type.NONE
}

function children(object: forge.asn1.Asn1 | undefined): readonly forge.asn1.Asn1[] {
  return Array.isArray(object?.value) ? object.value : []
}

/** The extensions are tagged [3] in the certificate; among universal types 3 is the BIT STRING. */
function isExtensions(object: forge.asn1.Asn1): boolean {
  return object.tagClass === forge.asn1.Class.CONTEXT_SPECIFIC && object.type === forge.asn1.Type.BITSTRING
}
