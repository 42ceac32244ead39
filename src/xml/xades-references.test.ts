import { beforeAll, describe, expect, test } from 'vitest'
import { testCertificate } from '../../test/support/certificates.ts'
import {
  ENVELOPED,
  handSignedXades,
  TO_DOCUMENT,
  TO_KEY_INFO,
  TO_PROPERTIES,
} from '../../test/support/hand-signed-xades.ts'
import type { XadesRecipe } from '../../test/support/hand-signed-xades.ts'
import type { TestCertificate } from '../certificates/test-authority.ts'
import { UnreadableXml } from './unreadable.ts'
import { verifyXades } from './verify-xades.ts'

let own: TestCertificate
beforeAll(async () => void (own = await testCertificate({ serial: '01' })))

function signed(recipe?: XadesRecipe): string {
  const name = 'CN=Emite Entidad de Prueba CA Tributaria,O=Emite\\, solo para pruebas,C=DO'
  return handSignedXades(own, { name, serialNumber: '1' }, recipe)
}

test('what the cases below depart from holds', () => {
  expect(verifyXades(Buffer.from(signed()))).toMatchObject({ valid: true })
})

describe('a reference to anything but document, properties and key is refused', () => {
  const decoy = '<factura id="comprobante"><adjunto Id="A">1</adjunto></factura>'

  test.each<{ why: string; recipe: XadesRecipe; reason: string; says?: string }>([
    {
      why: 'a part of the document instead of it',
      recipe: { document: decoy, references: [TO_PROPERTIES, { uri: '#A', transforms: ENVELOPED }] },
      reason: 'unsupported-reference',
      says: '#A',
    },
    {
      why: 'an Id that nothing has',
      recipe: { references: [TO_PROPERTIES, TO_DOCUMENT, { uri: '#nada' }] },
      reason: 'unsupported-reference',
      says: '#nada',
    },
    { why: 'the document twice', recipe: { references: [TO_DOCUMENT, TO_DOCUMENT] }, reason: 'unsupported-reference' },
    {
      why: 'the signature alone',
      recipe: { references: [TO_PROPERTIES, TO_KEY_INFO] },
      reason: 'unsupported-reference',
      says: 'no reference is to the document',
    },
    {
      why: 'the document alone',
      recipe: { references: [TO_DOCUMENT] },
      reason: 'unsupported-reference',
      says: 'no reference is to SignedProperties',
    },
    {
      why: 'four of them',
      recipe: { references: [TO_PROPERTIES, TO_KEY_INFO, TO_DOCUMENT, TO_DOCUMENT] },
      reason: 'unsupported-reference',
    },
    {
      why: 'another host',
      recipe: { references: [TO_PROPERTIES, TO_DOCUMENT, { uri: 'http://127.0.0.1:9/' }] },
      reason: 'unsupported-reference',
    },
    {
      why: 'the document with its signature',
      recipe: { references: [TO_PROPERTIES, { uri: '#comprobante' }] },
      reason: 'unsupported-algorithm',
      says: 'the document',
    },
    {
      why: 'properties without the signature they are in',
      recipe: { references: [TO_DOCUMENT, { ...TO_PROPERTIES, transforms: ENVELOPED }] },
      reason: 'unsupported-algorithm',
      says: 'SignedProperties',
    },
    {
      why: 'what an XPath picks',
      recipe: {
        references: [
          TO_PROPERTIES,
          {
            uri: '#comprobante',
            transforms: '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"></ds:Transform>',
          },
        ],
      },
      reason: 'unsupported-algorithm',
    },
    {
      why: 'the properties of another signature',
      recipe: { target: '#T' },
      reason: 'malformed-signature',
      says: 'Target',
    },
  ])('$why', ({ recipe, reason, says = '' }) => {
    const verification = notVerified(signed(recipe))
    expect(verification.reason).toBe(reason)
    expect(verification.message).toContain(says)
  })
})

describe('wrapping', () => {
  const split = (xml: string): [document: string, signature: string] => {
    const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(xml)?.[0] ?? ''
    return [xml.replace(signature, () => ''), signature]
  }

  test('the signed document hidden in another is refused, by its Id as by its place', () => {
    const [document, signature] = split(signed())
    expect(() => verifyXades(Buffer.from(`<factura id="comprobante">${document}${signature}</factura>`))).toThrow(
      UnreadableXml,
    )
    expect(() => verifyXades(Buffer.from(`<factura Id="comprobante">${document}${signature}</factura>`))).toThrow(
      'same value',
    )
    expect(notVerified(`<factura id="otro">${document}${signature}</factura>`).reason).toBe('unsupported-reference')
    expect(notVerified(`<factura>${signed()}</factura>`).reason).toBe('misplaced-signature')
  })

  test('the signed document hidden within the signature is refused', () => {
    const [document, signature] = split(signed())
    const stuffed = signature.replace('</ds:Signature>', `<ds:Object>${document}</ds:Object></ds:Signature>`)
    expect(notVerified(`<factura id="otro">${stuffed}</factura>`).reason).toBe('unsupported-reference')
  })

  test('other properties in front of the signed ones are refused', () => {
    const [, qualifying = ''] = /(<etsi:QualifyingProperties.*<\/etsi:QualifyingProperties>)/.exec(signed()) ?? []
    const forged = qualifying.replace('12:14:11', '23:59:59').replace('Id="P"', 'Id="Q"')
    expect(notVerified(signed().replace('<ds:Object>', `<ds:Object>${forged}</ds:Object><ds:Object>`)).reason).toBe(
      'malformed-signature',
    )
    const unsigned = forged.replace(/.*(<etsi:SignedProperties.*<\/etsi:SignedProperties>).*/, '$1')
    expect(notVerified(signed().replace('<etsi:SignedProperties', `${unsigned}<etsi:SignedProperties`)).reason).toBe(
      'malformed-signature',
    )
  })

  test('a second KeyInfo or a second signature is refused', () => {
    const [, signature] = split(signed())
    expect(notVerified(signed().replace('<ds:KeyInfo', '<ds:KeyInfo></ds:KeyInfo><ds:KeyInfo')).valid).toBe(false)
    const renamed = signature.replaceAll(/Id="(\w)"/g, 'Id="$1$1"')
    expect(notVerified(signed().replace('</factura>', `${renamed}</factura>`)).reason).toBe('several-signatures')
  })

  test('a signature stuffed with nodes is refused before it costs time', () => {
    const stuffed = signed().replace('</ds:Signature>', `${'<ds:Object></ds:Object>'.repeat(3000)}</ds:Signature>`)
    expect(notVerified(stuffed)).toMatchObject({ reason: 'malformed-signature' })
  })
})

function notVerified(xml: string) {
  const verification = verifyXades(Buffer.from(xml))
  if (verification.valid) throw new Error('it verifies')
  return verification
}
