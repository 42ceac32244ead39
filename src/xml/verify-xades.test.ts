import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { testCertificate } from '../../test/support/certificates.ts'
import {
  ENVELOPED,
  handSignedXades,
  rsaKeyValue,
  TO_DOCUMENT,
  TO_KEY_INFO,
  TO_PROPERTIES,
} from '../../test/support/hand-signed-xades.ts'
import type { IssuerFacts, XadesRecipe } from '../../test/support/hand-signed-xades.ts'
import { needs, shared } from '../../test/support/needs.ts'
import { xmlsecXadesComplaint } from '../../test/support/xmlsec.ts'
import type { TestCertificate } from '../certificates/test-authority.ts'
import { readXml } from './reader.ts'
import { UnreadableXml } from './unreadable.ts'
import { verifyEnveloped } from './verify.ts'
import { verifySignature } from './verify-signature.ts'
import { verifyXades } from './verify-xades.ts'
import type { XadesVerified } from './verify-xades.ts'

const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'

let own: TestCertificate
let other: TestCertificate
let issuer: IssuerFacts
beforeAll(async () => {
  own = await testCertificate({ serial: '7a0b5c1e2f3d4c5b6a79' })
  other = await testCertificate({ keyBits: 2048 })
  issuer = {
    name: 'CN=Emite Entidad de Prueba CA Tributaria,O=Emite\\, solo para pruebas,C=DO',
    serialNumber: BigInt('0x7a0b5c1e2f3d4c5b6a79').toString(),
  }
})

const signed = (recipe?: XadesRecipe): string => handSignedXades(own, issuer, recipe)

describe.skipIf(!needs('shared'))('the signed samples', () => {
  test.each(['invoice', 'credit-note', 'retencion-1.0.0'])('%s verifies in all of its three references', (name) => {
    const verification = verifyXades(readFileSync(shared(`sri/samples/signed/${name}_signed.xml`)))
    expect(verification).toMatchObject({
      valid: true,
      weak: true,
      signingTime: '2024-04-18T14:34:32.878-05:00',
      parts: ['document', 'properties', 'key-info'],
    })
  })

  test.each(['invoice', 'credit-note'])('what %s covers reads as its unsigned twin', (name) => {
    const file = (kind: string) => readFileSync(shared(`sri/samples/signed/${name}_${kind}.xml`))
    const verification = verifyXades(file('signed'))
    expect(verification.valid && verification.content).toEqual(readXml(file('unsigned')))
  })
})

describe('a sound signature', () => {
  const twoReferences = [TO_DOCUMENT, TO_PROPERTIES]
  const canonicalised = (algorithm: string) => `<ds:Transform Algorithm="${algorithm}"></ds:Transform>`
  const recipes: readonly { why: string; recipe: XadesRecipe; inXmlsec?: false }[] = [
    { why: 'as in the example of SRI', recipe: {} },
    { why: 'with SHA-256', recipe: { hash: 'sha256' } },
    { why: 'with the document first', recipe: { references: [TO_DOCUMENT, TO_PROPERTIES, TO_KEY_INFO] } },
    { why: 'with two references', recipe: { hash: 'sha256', references: twoReferences, keyValue: '' } },
    {
      why: 'with two references and a canonicalisation of each',
      recipe: {
        hash: 'sha256',
        references: [
          { ...TO_DOCUMENT, transforms: ENVELOPED + canonicalised(C14N) },
          { ...TO_PROPERTIES, transforms: canonicalised(C14N) },
        ],
      },
    },
    { why: 'with the prefix xades', recipe: { prefix: 'xades' } },
    { why: 'with milliseconds in its time', recipe: { signingTime: '2026-05-02T12:14:11.123-05:00' } },
    {
      why: 'with properties of the data too',
      recipe: { dataObjectProperties: '<p:SignedDataObjectProperties></p:SignedDataObjectProperties>' },
    },
    {
      why: 'with a zero byte before the modulus',
      recipe: { keyValue: '(with zero)' },
    },
    {
      why: 'over the document as a whole',
      recipe: { references: [TO_PROPERTIES, { uri: '', transforms: ENVELOPED }] },
    },
  ]

  function made({ keyValue, ...recipe }: XadesRecipe): string {
    if (keyValue !== '(with zero)') return signed({ ...recipe, ...(keyValue !== undefined && { keyValue }) })
    const { n = '' } = new X509Certificate(own.certificate).publicKey.export({ format: 'jwk' })
    const modulus = Buffer.concat([Buffer.from([0]), Buffer.from(n, 'base64url')])
    return signed({ ...recipe, keyValue: rsaKeyValue(modulus, Buffer.from([1, 0, 1])) })
  }

  test.each(recipes)('holds: $why', ({ recipe }) => {
    const verification = verified(made(recipe))
    expect(verification.weak).toBe(recipe.hash !== 'sha256')
    expect(verification.signingTime).toBe(recipe.signingTime ?? '2026-05-02T12:14:11-05:00')
    expect(verification.parts).toHaveLength(recipe.references?.length ?? 3)
    expect(verification.content.children.map(({ name, text }) => [name, text])).toEqual([['total', '1.00']])
  })

  test.skipIf(!needs('xmlsec1'))('is one that xmlsec1 takes too', () => {
    expect(
      xmlsecXadesComplaint(
        'factura',
        recipes.map(({ recipe }) => made(recipe)),
      ),
    ).toBe('')
  })

  test('is told from a plain one', () => {
    expect(verifySignature(Buffer.from(signed()))).toEqual(verifyXades(Buffer.from(signed())))
    expect(verifyEnveloped(Buffer.from(signed()))).toMatchObject({ valid: false, reason: 'unsupported-reference' })
    const unsigned = Buffer.from('<factura id="comprobante"></factura>')
    expect(verifySignature(unsigned)).toMatchObject({ valid: false, reason: 'no-signature' })
  })

  test('says what it is over', () => {
    expect(verified(signed({ references: twoReferences })).message).toBe(
      'the signature holds over the document (URI="#comprobante"), SignedProperties (URI="#P")',
    )
  })
})

describe('a change after signing is found, and the reference that shows it is named', () => {
  test.each([
    { why: 'a value', from: '1.00', to: '9.00', named: ['the document'] },
    { why: 'an accent', from: '<total>', to: '<total á="">', named: ['the document'] },
    { why: 'indentation', from: '<total>', to: '\n  <total>', named: ['the document'] },
    { why: 'something after the signature', from: '</factura>', to: '<a></a></factura>', named: ['the document'] },
    { why: 'the time', from: '12:14:11', to: '12:14:12', named: ['SignedProperties'] },
    { why: 'the issuer', from: 'CN=Emite', to: 'CN=Otra', named: ['SignedProperties'] },
    { why: 'the exponent', from: 'AQAB', to: 'AQAC', named: ['KeyInfo'] },
  ])('$why', ({ from, to, named }) => {
    const verification = notVerified(signed().replace(from, to))
    expect(verification.reason).toBe('digest-mismatch')
    for (const part of ['the document', 'SignedProperties', 'KeyInfo']) {
      expect(verification.message.includes(part)).toBe(named.includes(part))
    }
  })

  test('several at once', () => {
    const changed = signed().replace('1.00', '9.00').replace('AQAB', 'AQAC')
    expect(notVerified(changed).message).toBe(
      'changed after signing, or digested wrong: KeyInfo (URI="#K"), the document (URI="#comprobante")',
    )
  })

  test.each([
    { why: 'a namespace declared late', from: '<factura ', to: '<factura xmlns:xsi="urn:x" ' },
    { why: 'the signature value', from: '<ds:SignatureValue>', to: '<ds:SignatureValue>AAAA' },
    { why: 'a digest', from: '<ds:DigestValue>', to: '<ds:DigestValue>AAAA' },
  ])('or the signature itself: $why', ({ from, to }) => {
    expect(notVerified(signed().replace(from, to)).reason).toBe('signature-mismatch')
  })

  test('in any character of the document', () => {
    const xml = signed()
    const end = xml.indexOf('<ds:Signature')
    const original = readXml('<factura id="comprobante" version="1.1.0"><total>1.00</total></factura>')
    const changes = fc.record({ at: fc.nat(end - 1), to: fc.constantFrom('0', '9', 'x', ' ', '"', '<') })
    fc.assert(
      fc.property(changes, ({ at, to }) => {
        fc.pre(xml.charAt(at) !== to)
        const content = contentOf(`${xml.slice(0, at)}${to}${xml.slice(at + 1)}`)
        // A blank more inside a tag is the same document; what counts is that nothing else is ever read.
        expect(content ?? original).toEqual(original)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a certificate other than the one it carries is refused', () => {
  test.each<{ why: string; recipe: XadesRecipe; says: string }>([
    { why: 'by digest', recipe: { certDigest: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }, says: 'digest' },
    { why: 'by serial number', recipe: { serialNumber: '12' }, says: 'X509SerialNumber' },
    { why: 'by a serial number that lost digits', recipe: { serialNumber: '5.7637e+23' }, says: 'X509SerialNumber' },
    { why: 'by issuer', recipe: { issuerName: 'CN=Otra,C=EC' }, says: 'X509IssuerName' },
    {
      why: 'by modulus',
      recipe: { keyValue: rsaKeyValue(Buffer.alloc(256, 7), Buffer.from([1, 0, 1])) },
      says: 'Modulus',
    },
  ])('$why', ({ recipe, says }) => {
    const verification = notVerified(signed(recipe))
    expect(verification).toMatchObject({ reason: 'certificate-mismatch' })
    expect(verification.message).toContain(says)
  })

  test('by exponent, as libraries swap it', () => {
    const { n = '' } = new X509Certificate(own.certificate).publicKey.export({ format: 'jwk' })
    const keyValue = rsaKeyValue(Buffer.from(n, 'base64url'), Buffer.from('AAEAAQ=='))
    expect(notVerified(signed({ keyValue })).message).toContain('Exponent')
  })

  test('put in its place', () => {
    const replaced = signed().replace(
      Buffer.from(own.certificate).toString('base64'),
      Buffer.from(other.certificate).toString('base64'),
    )
    expect(notVerified(replaced).reason).toBe('signature-mismatch')
  })

  test('and its issuer may be named from either end', () => {
    const issuerName = 'C=DO,O=Emite\\, solo para pruebas,CN=Emite Entidad de Prueba CA Tributaria'
    expect(verified(signed({ issuerName })).valid).toBe(true)
  })
})

function verified(xml: string): XadesVerified {
  const verification = verifyXades(Buffer.from(xml))
  if (!verification.valid) throw new Error(`it does not verify: ${verification.message}`)
  return verification
}

function notVerified(xml: string) {
  const verification = verifyXades(Buffer.from(xml))
  if (verification.valid) throw new Error('it verifies')
  expect(verification.message).not.toBe('')
  return verification
}

function contentOf(xml: string): XadesVerified['content'] | undefined {
  try {
    const verification = verifyXades(Buffer.from(xml))
    return verification.valid ? verification.content : undefined
  } catch (error) {
    if (error instanceof UnreadableXml) return undefined
    throw error
  }
}
