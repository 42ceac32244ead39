import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import forge from 'node-forge'
import { SignedXml } from 'xml-crypto'
import { ENVELOPED_SIGNATURE, INCLUSIVE_C14N, RSA_SHA256, SHA256 } from '../../../src/xml/algorithms.ts'

/** Signs canonical XML as the partner, and says the whole file. */
export type PartnerSigner = (xml: string) => string

/** A signer with a key and a self-signed certificate of its own, made on the spot and gone with the process. */
export async function partnerSigner(rnc: string, name: string): Promise<PartnerSigner> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const certificate = selfSigned(key, rnc, name)
  return (xml) => {
    const signer = new SignedXml({
      privateKey: key,
      publicCert: certificate,
      signatureAlgorithm: RSA_SHA256,
      canonicalizationAlgorithm: INCLUSIVE_C14N,
    })
    signer.addReference({
      xpath: '/*',
      transforms: [ENVELOPED_SIGNATURE],
      digestAlgorithm: SHA256,
      uri: '',
      isEmptyUri: true,
    })
    signer.computeSignature(xml, { location: { reference: '/*', action: 'append' } })
    return `<?xml version="1.0" encoding="utf-8"?>${signer.getSignedXml()}`
  }
}

function selfSigned(key: string, rnc: string, name: string): string {
  const certificate = forge.pki.createCertificate()
  const privateKey = forge.pki.privateKeyFromPem(key)
  certificate.publicKey = forge.pki.rsa.setPublicKey(privateKey.n, privateKey.e)
  // The leading byte keeps the serial number positive, and its DER the shortest one, which a zero before a zero would not be.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000)
  certificate.validity.notAfter = new Date(Date.now() + 10 * 365 * 86_400_000)
  const subject = [
    { name: 'countryName', value: 'DO' },
    { name: 'commonName', value: name },
    { name: 'serialNumber', value: rnc },
  ]
  certificate.setSubject(subject)
  certificate.setIssuer(subject)
  certificate.sign(privateKey, forge.md.sha256.create())
  return forge.pki.certificateToPem(certificate)
}
