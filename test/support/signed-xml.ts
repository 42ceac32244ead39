import { webcrypto } from 'node:crypto'
import { DOMImplementation, DOMParser, XMLSerializer } from '@xmldom/xmldom'
import { setNodeDependencies, SignedXml as Xades } from 'xadesjs'
import { SignedXml } from 'xml-crypto'
import { Application, Parse } from 'xmldsigjs'
import xpath from 'xpath'

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

/** What xadesjs, which Emite does not sign with, has against a file with a XAdES signature; undefined when it verifies it. */
export async function xadesjsComplaint(xml: string): Promise<string | undefined> {
  setNodeDependencies({ DOMImplementation, DOMParser, XMLSerializer, xpath })
  Application.setEngine('NodeJS', webcrypto as never)
  const document = Parse(xml)
  const [signature] = document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature')
  if (!signature) return 'there is no signature'
  const verifier = new Xades(document)
  verifier.LoadXml(signature)
  try {
    return (await verifier.Verify()) ? undefined : 'xadesjs: the signature does not hold'
  } catch (error) {
    return `xadesjs: ${JSON.stringify(error)}`
  }
}

/** The same by xml-crypto, which asks the references alone: it knows no XAdES. */
export function xmlCryptoXadesComplaint(xml: string): string | undefined {
  const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(xml)?.[0]
  if (signature === undefined) return 'there is no signature'
  const verifier = new SignedXml({ getCertFromKeyInfo: (keyInfo) => SignedXml.getCertFromKeyInfo(keyInfo) })
  try {
    verifier.loadSignature(signature)
    return verifier.checkSignature(xml) ? undefined : 'xml-crypto: the signature does not hold'
  } catch (error) {
    return `xml-crypto: ${String(error)}`
  }
}
