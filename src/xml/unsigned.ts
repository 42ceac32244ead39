/**
 * A signed file without the enveloped signature that is the last child of its root: what was signed, byte for byte, and the
 * declaration before it. A file without a signature comes back as it is.
 */
export function withoutSignature(signedXml: string): string {
  const start = signedXml.search(SIGNATURE)
  return start === -1 ? signedXml : signedXml.slice(0, start) + signedXml.slice(signedXml.lastIndexOf('</'))
}

// In canonical XML every `<` begins a tag.
const SIGNATURE = /<(?:ds:)?Signature [^>]*"http:\/\/www\.w3\.org\/2000\/09\/xmldsig#"/
