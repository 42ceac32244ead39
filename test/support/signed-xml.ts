import { SignedXml } from 'xml-crypto'

/** What xml-crypto, which Emite does not sign with, has against a signed file; undefined when it verifies it. */
export function xmlCryptoComplaint(xml: string): string | undefined {
  const signature = /<Signature xmlns="http:\/\/www\.w3\.org\/2000\/09\/xmldsig#">.*<\/Signature>/s.exec(xml)?.[0]
  const certificate = /<X509Certificate>([^<]+)<\/X509Certificate>/.exec(signature ?? '')?.[1]
  if (signature === undefined || certificate === undefined) return 'there is no signature with a certificate'
  const publicCert = `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`
  const verifier = new SignedXml({ publicCert, getCertFromKeyInfo: () => null })
  try {
    verifier.loadSignature(signature)
    return verifier.checkSignature(xml) ? undefined : 'xml-crypto: the signature does not hold'
  } catch (error) {
    return `xml-crypto: ${String(error)}`
  }
}
