import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { SignedXml as XmlCrypto } from 'xml-crypto'
import { testSigner } from '../../test/support/certificates.ts'
import { HOSTILE_TEXTS, legalText } from '../../test/support/hostile-text.ts'
import { needs, shared } from '../../test/support/needs.ts'
import { xmlsecComplaint } from '../../test/support/xmlsec.ts'
import { signEnveloped, signParsed } from './dsig.ts'
import type { XmlSigner } from './dsig.ts'
import { readXml } from './reader.ts'
import { verifyEnveloped } from './verify.ts'
import { CanonicalWriter } from './writer.ts'

const SEED = '<valor>a+b/ c=</valor>\n<fecha>2026-11-15T10:30:00.1234567-04:00</fecha>'
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
const SEEDS = [
  { why: 'plain', xml: `<SemillaModel>${SEED}</SemillaModel>` },
  { why: 'indented, with CR LF and tabs', xml: `<SemillaModel>\r\n\t${SEED}\r\n</SemillaModel>\r\n` },
  { why: 'with namespaces', xml: `<?xml version="1.0"?>\n<SemillaModel ${XSI}>${SEED}</SemillaModel>` },
  { why: 'with a default namespace', xml: `<SemillaModel xmlns="urn:dgii">${SEED}</SemillaModel>` },
  {
    why: 'with a byte-order mark',
    xml: `\ufeff<?xml version="1.0" encoding="utf-8"?><SemillaModel>${SEED}</SemillaModel>`,
  },
  {
    why: 'with comments and instructions about',
    xml: `<?a b?><!-- c --><SemillaModel>${SEED}</SemillaModel><!-- d --><?e?>`,
  },
  { why: 'with a comment inside', xml: `<SemillaModel><!-- c -->${SEED}</SemillaModel>` },
]

const ROOTS: Record<string, string>[] = [
  {},
  { id: '1', version: '1.0' },
  { xmlns: 'urn:default' },
  { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema' },
  { 'xmlns:p': 'urn:p?a=1', xmlns: 'urn:d', 'p:z': ' xmlns:q=', a: 'xmlns:r="urn:r">' },
  { 'xml:lang': 'es', 'xmlns:p': 'urn:p' },
  { 'xml:lang': 'a "b" <c> &\t\n\r', 'xml:space': 'preserve', b: '2' },
]

let signer: XmlSigner
beforeAll(async () => {
  signer = await testSigner()
})

describe('signEnveloped', () => {
  test('writes the signature DGII takes, to the byte', async () => {
    const canonical = '<ECF><MontoTotal>100.00</MontoTotal></ECF>'
    const { xml, signatureValue } = await signEnveloped(canonical, signer)
    const digest = createHash('sha256').update(canonical).digest('base64')
    expect(xml).toBe(
      '<?xml version="1.0" encoding="utf-8"?><ECF><MontoTotal>100.00</MontoTotal>' +
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>' +
        '<CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></CanonicalizationMethod>' +
        '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod>' +
        '<Reference URI=""><Transforms>' +
        '<Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></Transform>' +
        '</Transforms><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod>' +
        `<DigestValue>${digest}</DigestValue></Reference></SignedInfo>` +
        `<SignatureValue>${signatureValue}</SignatureValue>` +
        `<KeyInfo><X509Data><X509Certificate>${signer.certificate}</X509Certificate></X509Data></KeyInfo>` +
        '</Signature></ECF>',
    )
    expect(signatureValue).toMatch(/^[A-Za-z0-9+/]{342}==$/)
  })

  test('signs the same document the same way twice', async () => {
    const canonical = document(['x'])
    expect(await signEnveloped(canonical, signer)).toEqual(await signEnveloped(canonical, signer))
  })

  test.each([
    { why: 'an XML declaration', xml: '<?xml version="1.0"?><a></a>' },
    { why: 'a byte-order mark', xml: '\ufeff<a></a>' },
    { why: 'a self-closed root', xml: '<a/>' },
    { why: 'a line feed at the end', xml: '<a></a>\n' },
    { why: 'a comment after the root', xml: '<a></a><!-- </a> -->' },
    { why: 'another end tag', xml: '<a></a></b>' },
    { why: 'half a surrogate pair', xml: '<a>\ud83d</a>' },
    { why: 'nothing', xml: '' },
    { why: 'text', xml: 'hello' },
  ])('refuses $why', async ({ xml }) => {
    await expect(signEnveloped(xml, signer)).rejects.toThrow('not canonical XML')
  })

  test('passes on what the signer says when it cannot', async () => {
    const broken: XmlSigner = { certificate: signer.certificate, sign: () => Promise.reject(new Error('key gone')) }
    await expect(signEnveloped('<a></a>', broken)).rejects.toThrow('key gone')
  })

  test('verifies here and with xml-crypto, whatever legal text it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(legalText(), { minLength: 1, maxLength: 6 }), async (texts) => {
        const canonical = document(texts)
        const { xml } = await signEnveloped(canonical, signer)
        const verification = verifyEnveloped(Buffer.from(xml))
        expect(verification).toMatchObject({ valid: true, mode: 'as-is', weak: false })
        expect(verification.valid && verification.content).toEqual(readXml(canonical))
        if (!texts.some(breaksXmlCrypto)) expect(xmlCryptoHolds(xml)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('every signature', () => {
  test.skipIf(!needs('xmlsec1'))('verifies with xmlsec1, whatever legal text the document holds', async () => {
    const drawn = fc.sample(fc.array(legalText(), { maxLength: 6 }), 60)
    const hostile = HOSTILE_TEXTS.map(({ text }) => [text, text])
    const signed = await Promise.all([...hostile, ...drawn].map((texts) => signEnveloped(document(texts), signer)))
    expect(xmlsecComplaint(signed.map(({ xml }) => xml))).toBe('')
  })

  test.skipIf(!needs('xmlsec1'))('verifies with xmlsec1, whatever its root passes on to SignedInfo', async () => {
    const signed = await Promise.all(ROOTS.map((attributes) => signEnveloped(rootWith(attributes), signer)))
    for (const { xml } of signed)
      expect(verifyEnveloped(Buffer.from(xml))).toMatchObject({ valid: true, mode: 'as-is' })
    expect(xmlsecComplaint(signed.map(({ xml }) => xml))).toBe('')
  })

  // xml-crypto does not pass `xml:` attributes on to SignedInfo, as Canonical XML 1.0 wants.
  test.each(ROOTS.filter((attributes) => !('xml:lang' in attributes)))(
    'verifies with xml-crypto, with root attributes %j',
    async (attributes) => {
      expect(xmlCryptoHolds((await signEnveloped(rootWith(attributes), signer)).xml)).toBe(true)
    },
  )

  test.skipIf(!needs('xmlsec1'))('fails with xmlsec1 once a character has changed', async () => {
    const { xml } = await signEnveloped(document(['100.00']), signer)
    expect(xmlsecComplaint([xml, xml.replace('100.00', '900.00')])).toContain('xmlsec1: file 1 of 2')
  })
})

describe('signParsed', () => {
  test.skipIf(!needs('shared'))('signs a seed as DGII serves it, so that xml-crypto takes it', async () => {
    const { xml } = await signParsed(readFileSync(shared('dgii/samples/others/semilla-unsigned-as-served.xml')), signer)
    expect(xml).toMatch(
      /^<\?xml [^>]*\?><SemillaModel xmlns:xsd="[^"]*" xmlns:xsi="[^"]*"><valor>[^<]*<\/valor><fecha>/,
    )
    expect(verifyEnveloped(Buffer.from(xml))).toMatchObject({ valid: true, mode: 'as-is' })
    expect(xmlCryptoHolds(xml)).toBe(true)
  })

  test.skipIf(!needs('xmlsec1'))('signs whatever shape a seed comes in, so that xmlsec1 takes it', async () => {
    const signed = await Promise.all(SEEDS.map(({ xml }) => signParsed(Buffer.from(xml), signer)))
    expect(xmlsecComplaint(signed.map(({ xml }) => xml))).toBe('')
  })

  test.each(SEEDS)('drops blanks and surroundings, and keeps the values: $why', async ({ xml }) => {
    const signed = await signParsed(Buffer.from(xml), signer)
    const verification = verifyEnveloped(Buffer.from(signed.xml))
    expect(verification.valid && verification.content).toMatchObject({
      name: 'SemillaModel',
      text: '',
      children: [
        { name: 'valor', text: 'a+b/ c=' },
        { name: 'fecha', text: '2026-11-15T10:30:00.1234567-04:00' },
      ],
    })
    expect(signed.xml).not.toMatch(/[\r\n]/)
  })

  test('refuses what cannot be read', async () => {
    await expect(signParsed(Buffer.from('<html><p>busy</html>'), signer)).rejects.toMatchObject({ code: 'malformed' })
  })
})

function document(texts: readonly string[]): string {
  const writer = new CanonicalWriter().open('ECF', { a: texts[0] ?? '' }).open('Encabezado')
  for (const text of texts) writer.leaf('Campo', text, { a: text })
  return writer.close().close().end()
}

function rootWith(attributes: Record<string, string>): string {
  return new CanonicalWriter().open('raiz', attributes).leaf('Campo', 'x').close().end()
}

/** xml-crypto's parser turns these into line feeds, which XML 1.1 does and XML 1.0 does not. */
function breaksXmlCrypto(text: string): boolean {
  return /[\u0085\u2028]/.test(text)
}

function xmlCryptoHolds(xml: string): boolean {
  const verifier = new XmlCrypto({ getCertFromKeyInfo: (keyInfo) => XmlCrypto.getCertFromKeyInfo(keyInfo) })
  verifier.loadSignature(/<Signature .*<\/Signature>/s.exec(xml)?.[0] ?? '')
  return verifier.checkSignature(xml)
}
