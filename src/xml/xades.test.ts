import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { testCertificate, testSigner } from '../../test/support/certificates.ts'
import { ECUADORIAN_ENTITIES, ecuadorianPkcs12 } from '../../test/support/ecuadorian-certificates.ts'
import { HOSTILE_TEXTS, legalText } from '../../test/support/hostile-text.ts'
import { needs } from '../../test/support/needs.ts'
import { xadesjsComplaint, xmlCryptoXadesComplaint } from '../../test/support/signed-xml.ts'
import { xmlsecXadesComplaint } from '../../test/support/xmlsec.ts'
import { signerOf } from '../certificates/signer.ts'
import { certificateIdentity } from './certificate-identity.ts'
import type { XmlSigner } from './dsig.ts'
import { readXml } from './reader.ts'
import { verifyXades } from './verify-xades.ts'
import { CanonicalWriter } from './writer.ts'
import { signXades } from './xades.ts'
import type { XadesStatement } from './xades.ts'

const STATEMENT: XadesStatement = {
  signingTime: '2026-05-02T12:14:11-05:00',
  description: 'contenido comprobante',
}
const HASHES = ['sha1', 'sha256'] as const
const ROOTS = ['factura', 'liquidacionCompra', 'notaCredito', 'notaDebito', 'guiaRemision', 'comprobanteRetencion']

/** What a root may pass on to the parts of the signature. */
const INHERITED: Record<string, string>[] = [
  {},
  { xmlns: 'urn:default' },
  { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xmlns:a': 'urn:a', 'xmlns:xsd': 'urn:b' },
  { 'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#', 'xmlns:etsi': 'http://uri.etsi.org/01903/v1.3.2#' },
  { 'xmlns:ds': 'urn:another', 'xmlns:etsi': 'urn:another', 'xmlns:e': 'urn:e', 'xmlns:f': 'urn:f' },
  { 'xml:lang': 'es', 'xml:space': 'preserve', 'xmlns:p': 'urn:p' },
]

let signer: XmlSigner
beforeAll(async () => void (signer = await testSigner({ serial: '7fffffffffffffffffffffffffffffff' })))

function document(root: string, { attributes = {}, text = 'Ñandú & café' } = {}): string {
  return new CanonicalWriter()
    .open(root, { ...attributes, id: 'comprobante', version: '1.1.0' })
    .leaf('razonSocial', text)
    .close()
    .end()
}

describe('signXades', () => {
  test.each(HASHES)('writes the signature of the example of SRI, to the byte, with %s', async (hash) => {
    const canonical = document('factura')
    const { xml, signatureValue } = await signXades(canonical, signer, { ...STATEMENT, hash })
    const digest = (data: string | Buffer) => createHash(hash).update(data).digest('base64')
    const namespaces = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:etsi="http://uri.etsi.org/01903/v1.3.2#"'
    const [signatureMethod, digestMethod] =
      hash === 'sha1'
        ? ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'http://www.w3.org/2000/09/xmldsig#sha1']
        : ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmlenc#sha256']
    const digested = (value: string) =>
      `<ds:DigestMethod Algorithm="${digestMethod}"></ds:DigestMethod><ds:DigestValue>${value}</ds:DigestValue>`

    const { modulus } = certificateIdentity(signer.certificate)
    const keyInfo =
      `Id="Certificate1"><ds:X509Data><ds:X509Certificate>${signer.certificate}</ds:X509Certificate></ds:X509Data>` +
      `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${modulus}</ds:Modulus><ds:Exponent>AQAB</ds:Exponent>` +
      '</ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo>'
    const properties =
      'Id="Signature1-SignedProperties1"><etsi:SignedSignatureProperties>' +
      '<etsi:SigningTime>2026-05-02T12:14:11-05:00</etsi:SigningTime><etsi:SigningCertificate><etsi:Cert>' +
      `<etsi:CertDigest>${digested(digest(Buffer.from(signer.certificate, 'base64')))}</etsi:CertDigest>` +
      '<etsi:IssuerSerial><ds:X509IssuerName>CN=Emite Entidad de Prueba CA Tributaria,' +
      'O=Emite\\, solo para pruebas,C=DO</ds:X509IssuerName>' +
      '<ds:X509SerialNumber>170141183460469231731687303715884105727</ds:X509SerialNumber></etsi:IssuerSerial>' +
      '</etsi:Cert></etsi:SigningCertificate></etsi:SignedSignatureProperties><etsi:SignedDataObjectProperties>' +
      '<etsi:DataObjectFormat ObjectReference="#Reference-ID-1"><etsi:Description>contenido comprobante' +
      '</etsi:Description><etsi:MimeType>text/xml</etsi:MimeType></etsi:DataObjectFormat>' +
      '</etsi:SignedDataObjectProperties></etsi:SignedProperties>'
    const signedInfo =
      'Id="Signature-SignedInfo1"><ds:CanonicalizationMethod ' +
      'Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></ds:CanonicalizationMethod>' +
      `<ds:SignatureMethod Algorithm="${signatureMethod}"></ds:SignatureMethod>` +
      '<ds:Reference Id="SignedPropertiesID1" Type="http://uri.etsi.org/01903#SignedProperties" ' +
      'URI="#Signature1-SignedProperties1">' +
      `${digested(digest(`<etsi:SignedProperties ${namespaces} ${properties}`))}</ds:Reference>` +
      `<ds:Reference URI="#Certificate1">${digested(digest(`<ds:KeyInfo ${namespaces} ${keyInfo}`))}</ds:Reference>` +
      '<ds:Reference Id="Reference-ID-1" URI="#comprobante"><ds:Transforms><ds:Transform ' +
      'Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform></ds:Transforms>' +
      `${digested(digest(canonical))}</ds:Reference></ds:SignedInfo>`

    expect(xml).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>' +
        canonical.replace('</factura>', '') +
        `<ds:Signature ${namespaces} Id="Signature1"><ds:SignedInfo ${signedInfo}` +
        `<ds:SignatureValue Id="SignatureValue1">${signatureValue}</ds:SignatureValue><ds:KeyInfo ${keyInfo}` +
        '<ds:Object Id="Signature1-Object1"><etsi:QualifyingProperties Target="#Signature1">' +
        `<etsi:SignedProperties ${properties}</etsi:QualifyingProperties></ds:Object></ds:Signature></factura>`,
    )
    expect(signatureValue).toMatch(/^[A-Za-z0-9+/]{342}==$/)
  })

  test('uses SHA-1 unless told otherwise, as SRI prescribes', async () => {
    const canonical = document('factura')
    const [unsaid, sha1] = [STATEMENT, { ...STATEMENT, hash: 'sha1' as const }]
    expect(await signXades(canonical, signer, unsaid)).toEqual(await signXades(canonical, signer, sha1))
  })

  test.each([
    { why: 'a root without id', xml: '<factura version="1.1.0"></factura>' },
    { why: 'an id that a reference cannot name', xml: '<factura id="a b"></factura>' },
    { why: 'an XML declaration', xml: '<?xml version="1.0"?><factura id="comprobante"></factura>' },
    { why: 'a self-closed root', xml: '<factura id="comprobante"/>' },
    { why: 'a line feed at the end', xml: '<factura id="comprobante"></factura>\n' },
    { why: 'half a surrogate pair', xml: '<factura id="comprobante">\ud83d</factura>' },
  ])('refuses $why', async ({ xml }) => {
    await expect(signXades(xml, signer, STATEMENT)).rejects.toThrow(/root/)
  })

  test.each(['2026-05-02T12:14:11Z', '2026-05-02', '2026-05-02T12:14:11.123-05:00', ''])(
    'refuses "%s" for a signing time',
    async (signingTime) => {
      await expect(signXades(document('factura'), signer, { ...STATEMENT, signingTime })).rejects.toThrow(
        'signing time',
      )
    },
  )
})

describe('whoever verifies takes it', () => {
  const cases = ROOTS.flatMap((root) => HASHES.map((hash) => ({ root, hash })))

  test.each(cases)('$root with $hash: xadesjs, xml-crypto and ourselves', async ({ root, hash }) => {
    const { xml } = await signXades(document(root), signer, { ...STATEMENT, hash })
    expect(verifyXades(Buffer.from(xml))).toMatchObject({
      valid: true,
      content: readXml(document(root)),
      signingTime: STATEMENT.signingTime,
      parts: ['properties', 'key-info', 'document'],
    })
    expect(await xadesjsComplaint(xml)).toBeUndefined()
    expect(xmlCryptoXadesComplaint(xml)).toBeUndefined()
  })

  test.each(cases)('$root with $hash: xadesjs and xml-crypto see a changed value', async ({ root, hash }) => {
    const { xml } = await signXades(document(root), signer, { ...STATEMENT, hash })
    const changed = xml.replace('café', 'cafe')
    expect(await xadesjsComplaint(changed)).toContain('xadesjs')
    expect(xmlCryptoXadesComplaint(changed)).toContain('xml-crypto')
  })

  test.skipIf(!needs('xmlsec1')).each(ROOTS)('%s: xmlsec1, whatever the root passes on', async (root) => {
    const files: string[] = []
    for (const hash of HASHES) {
      for (const attributes of INHERITED) {
        const { xml } = await signXades(document(root, { attributes }), signer, { ...STATEMENT, hash })
        expect(verifyXades(Buffer.from(xml))).toMatchObject({ valid: true })
        files.push(xml)
      }
    }
    // An element in a namespace has another name for xmlsec1.
    const [inDefault, plain] = [
      files.filter((xml) => xml.includes('urn:default')),
      files.filter((xml) => !xml.includes('urn:default')),
    ]
    expect(xmlsecXadesComplaint(root, plain)).toBe('')
    expect(xmlsecXadesComplaint(`urn:default:${root}`, inDefault)).toBe('')
    expect(xmlsecXadesComplaint(root, [plain[0]?.replace('café', 'cafe') ?? ''])).toContain('file 0 of 1')
  })

  test.skipIf(!needs('xmlsec1'))('whatever text it holds: xmlsec1 and ourselves', async () => {
    const sampled = fc.sample(legalText(), { numRuns: 60, seed: 7 })
    const texts = [...HOSTILE_TEXTS.map(({ text }) => text), ...sampled]
    const files = await Promise.all(
      texts.map(async (text) => (await signXades(document('factura', { text }), signer, STATEMENT)).xml),
    )
    files.forEach((xml, i) => {
      const verification = verifyXades(Buffer.from(xml))
      expect(verification.valid && verification.content).toEqual(readXml(document('factura', { text: texts[i] ?? '' })))
    })
    expect(xmlsecXadesComplaint('factura', files)).toBe('')
  })

  test.each(ECUADORIAN_ENTITIES)('under a certificate shaped as those of $name', async (entity) => {
    const { signing } = await ecuadorianPkcs12(entity)
    const { xml } = await signXades(document('factura'), signerOf(signing.privateKey, signing.certificate), STATEMENT)
    expect(xml).toContain(`<ds:X509IssuerName>${entity.issuerName}</ds:X509IssuerName>`)
    expect(xml).toContain(`<ds:X509SerialNumber>${BigInt('0x7a0b5c1e2f3d4c5b6a798897a6b5c4d3')}</ds:X509SerialNumber>`)
    expect(xml.match(/<ds:X509Certificate>/g)).toHaveLength(1)
    expect(verifyXades(Buffer.from(xml))).toMatchObject({ valid: true })
    expect(await xadesjsComplaint(xml)).toBeUndefined()
    if (needs('xmlsec1')) expect(xmlsecXadesComplaint('factura', [xml])).toBe('')
  })
})

describe('certificateIdentity', () => {
  test('writes the modulus as an unsigned number, whose bytes are as many as the key has', async () => {
    const { certificate } = await testCertificate({ keyBits: 2048 })
    const { modulus, exponent } = certificateIdentity(Buffer.from(certificate).toString('base64'))
    expect(Buffer.from(modulus, 'base64')).toHaveLength(256)
    expect(Buffer.from(modulus, 'base64')[0]).not.toBe(0)
    expect(exponent).toBe('AQAB')
  })

  test('reads a certificate once', () => {
    const again = Buffer.from(signer.certificate, 'base64').toString('base64')
    expect(certificateIdentity(again)).toBe(certificateIdentity(signer.certificate))
  })

  test.each(['01', '7fffffffffffffff', '7fffffffffffffffffffffffffffffffffffffff'])(
    'gives serial number %s in decimal, however long',
    async (serial) => {
      const { certificate } = await testCertificate({ serial })
      expect(certificateIdentity(Buffer.from(certificate).toString('base64')).serialNumber).toBe(
        BigInt(`0x${serial}`).toString(),
      )
    },
  )

  test('refuses what is no certificate', () => expect(() => certificateIdentity('AAAA')).toThrow())
})
