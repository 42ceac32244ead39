import { createHash, createPrivateKey, sign } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { SignedXml as XmlCrypto } from 'xml-crypto'
import { testCertificate } from '../../test/support/certificates.ts'
import { needs, shared } from '../../test/support/needs.ts'
import { xmlsecComplaint } from '../../test/support/xmlsec.ts'
import { readXml } from './reader.ts'
import { UnreadableXml } from './unreadable.ts'
import { verifyEnveloped } from './verify.ts'
import type { Verification } from './verify.ts'

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED = `${DSIG}enveloped-signature`

interface Keys {
  readonly privatePem: string
  readonly certificatePem: string
  readonly certificate: string
}
let keys: Keys
let otherKeys: Keys
beforeAll(async () => {
  keys = await keysOf({})
  otherKeys = await keysOf({ keyBits: 2048 })
})

describe.skipIf(!needs('shared'))('the samples', () => {
  const folder = (name: string): string => shared(`dgii/samples/${name}`)
  const files = needs('shared') ? readdirSync(folder('set-pruebas-a/signed')) : []

  test.each(files)('%s verifies as it is, and reads as its unsigned twin', (file) => {
    const verification = verifyEnveloped(readFileSync(`${folder('set-pruebas-a/signed')}/${file}`))
    expect(verification).toMatchObject({ valid: true, mode: 'as-is', weak: false })
    expect(verification.valid && verification.content).toEqual(
      readXml(readFileSync(`${folder('set-pruebas-a/unsigned')}/${file}`)),
    )
  })

  test.each(['semilla', 'arecf-recibido-999999982E310000000002', 'anecf-dos-tipos'])('%s verifies', (name) => {
    const verification = verifyEnveloped(readFileSync(folder(`others/${name}.signed.xml`)))
    expect(verification).toMatchObject({ valid: true, mode: 'as-is' })
    expect(verification.valid && verification.content).toEqual(
      readXml(readFileSync(folder(`others/${name}.unsigned.xml`))),
    )
  })

  test.each([
    { file: 'ecf-31-tampered-total', outcome: { valid: false, reason: 'digest-mismatch' } },
    { file: 'ecf-31-pretty-printed-after-signing', outcome: { valid: true, mode: 'without-whitespace' } },
    { file: 'ecf-31-empty-tag', outcome: { valid: true, mode: 'as-is' } },
    { file: 'ecf-31-wrong-element-order', outcome: { valid: true, mode: 'as-is' } },
  ])('$file is judged as their list says', ({ file, outcome }) => {
    expect(verifyEnveloped(readFileSync(folder(`negative/${file}.xml`)))).toMatchObject(outcome)
  })
})

describe('a sound signature', () => {
  test('says who signed, what was digested and what it covers', () => {
    const document = '<ECF><A x="1">1 &amp; 2</A></ECF>'
    const verification = verified(handSigned({ document }))
    expect(verification).toMatchObject({
      reason: 'verified',
      mode: 'as-is',
      weak: false,
      digest: createHash('sha256').update(document).digest('base64'),
    })
    expect(verification.content).toEqual(readXml(document))
    expect(verification.signatureValue).toMatch(/^[A-Za-z0-9+/]{342}==$/)
    expect(Buffer.from(verification.certificate.der).toString('base64')).toBe(keys.certificate)
    expect(verification.certificate.subject).toContain('JUANA PÉREZ DE LA CRUZ')
    expect(verification.certificate.issuer).toContain('Emite Entidad de Prueba')
    expect(verification.certificate.serial).toMatch(/^[0-9A-F]+$/)
    expect(verification.certificate.validFrom.getTime()).toBeLessThan(verification.certificate.validTo.getTime())
  })

  const methods = [C14N, `${C14N}#WithComments`, EXC, `${EXC}WithComments`]
  const recipes = methods.flatMap((method) => [
    { method, transforms: [ENVELOPED] },
    ...methods.map((second) => ({ method, transforms: [ENVELOPED, second] })),
  ])

  test.each(recipes)('of another implementation holds: $method, $transforms', ({ method, transforms }) => {
    const xml = foreignSigned(NAMESPACED, { method, transforms })
    expect(verifyEnveloped(Buffer.from(xml))).toMatchObject({ valid: true, mode: 'as-is', weak: false })
  })

  test.skipIf(!needs('xmlsec1'))('of another implementation is one that xmlsec1 takes too', () => {
    expect(xmlsecComplaint(recipes.map((recipe) => foreignSigned(NAMESPACED, recipe)))).toBe('')
  })

  test('may stand under any prefix', () => {
    const xml = foreignSigned(NAMESPACED, { method: C14N, transforms: [ENVELOPED], prefix: 'ds' })
    expect(xml).toContain('<ds:Signature ')
    expect(verified(xml).content).toEqual(readXml(NAMESPACED))
  })

  test('may name inclusive prefixes for exclusive canonicalisation', () => {
    const xml = foreignSigned(NAMESPACED, {
      method: EXC,
      transforms: [ENVELOPED, EXC],
      inclusivePrefixes: ['u', 'xsi'],
    })
    expect(xml).toContain('PrefixList="u xsi"')
    expect(verified(xml).mode).toBe('as-is')
  })

  test('may refer to the root by its Id', () => {
    const signed = handSigned({ document: '<ECF id="comprobante"><A>1</A></ECF>', reference: { uri: '#comprobante' } })
    expect(verified(signed).content.attributes.get('id')).toBe('comprobante')
    expect(verified(signed.replace('<ECF', '<?late?><!-- late --><ECF')).mode).toBe('as-is')
  })

  test('is flagged weak when SHA-1 is in it', () => {
    const sha1 = { signature: `${DSIG}rsa-sha1`, digest: `${DSIG}sha1` }
    for (const weak of [sha1, { signature: sha1.signature }, { digest: sha1.digest }]) {
      const xml = foreignSigned(NAMESPACED, { method: C14N, transforms: [ENVELOPED], ...weak })
      expect(verified(xml).weak).toBe(true)
    }
  })

  test('is flagged weak when the key is short', async () => {
    expect(verified(handSigned({ keys: await keysOf({ keyBits: 1024 }) })).weak).toBe(true)
  })

  test('may carry further certificates after its own', () => {
    const extra = `<X509Certificate>${otherKeys.certificate}</X509Certificate>`
    expect(verified(handSigned({}).replace('</X509Data>', `${extra}</X509Data>`)).mode).toBe('as-is')
    expect(notVerified(handSigned({}).replace('<X509Data>', `<X509Data>${extra}`)).reason).toBe('signature-mismatch')
  })

  test('may break its base64 into lines', () => {
    const xml = handSigned({}).replace(/(?<=<(?:SignatureValue|X509Certificate)>)[^<]+/g, (base64) =>
      base64.replace(/.{64}/g, '$&\r\n'),
    )
    expect(verified(xml).signatureValue).not.toMatch(/\s/)
  })

  test('does not cover comments, and they are not read', () => {
    const xml = handSigned({})
      .replace('<A>1', '<!-- x --><A><!-- y -->1')
      .replace('<DigestValue>', '<DigestValue><!-- z -->')
    expect(verified(xml).content).toEqual(readXml('<ECF><A>1</A></ECF>'))
  })
})

describe('white space', () => {
  test('that was signed is kept', () => {
    const document = '<ECF>\n  <A> 1 </A>\n</ECF>'
    expect(verified(handSigned({ document }))).toMatchObject({ mode: 'as-is', content: readXml(document) })
  })

  test.each(['\n  ', '\r\n\t', ' '])('%j put between elements after signing is dropped, as DGII drops it', (blank) => {
    const indented = handSigned({}).replaceAll('><', `>${blank}<`)
    expect(verified(indented)).toMatchObject({ mode: 'without-whitespace', content: readXml('<ECF><A>1</A></ECF>') })
  })

  test('that was signed and then taken away is missed', () => {
    const signed = handSigned({ document: '<ECF>\n<A>1</A>\n</ECF>' })
    expect(notVerified(signed.replaceAll('\n', '')).reason).toBe('digest-mismatch')
  })

  test('that has become part of a value is a change', () => {
    expect(notVerified(handSigned({}).replace('<A>1', '<A> 1')).reason).toBe('digest-mismatch')
    expect(notVerified(handSigned({}).replace('<A>1', '<A>\u00a01')).reason).toBe('digest-mismatch')
  })

  test('does not hide a change elsewhere', () => {
    const changed = handSigned({}).replace('<A>1', '<A>2').replaceAll('><', '>\n<')
    expect(notVerified(changed).reason).toBe('digest-mismatch')
  })
})

describe('a change after signing', () => {
  test.each([
    { why: 'a value', from: '<A>1', to: '<A>2', reason: 'digest-mismatch' },
    { why: 'a name', from: '<A>1</A>', to: '<B>1</B>', reason: 'digest-mismatch' },
    { why: 'an attribute', from: '<A>', to: '<A x="">', reason: 'digest-mismatch' },
    { why: 'a namespace', from: '<ECF>', to: '<ECF xmlns="urn:x">', reason: 'digest-mismatch' },
    { why: 'an element before', from: '<A>', to: '<B/><A>', reason: 'digest-mismatch' },
    { why: 'an element after the signature', from: '</Signature>', to: '</Signature><B/>', reason: 'digest-mismatch' },
    { why: 'an element taken away', from: '<A>1</A>', to: '', reason: 'digest-mismatch' },
    {
      why: 'an instruction for a browser',
      from: '<ECF>',
      to: '<?xml-stylesheet href="x"?><ECF>',
      reason: 'digest-mismatch',
    },
    {
      why: 'a namespace SignedInfo inherits',
      from: '<ECF>',
      to: '<ECF xmlns:p="urn:p">',
      reason: 'signature-mismatch',
    },
    { why: 'the digest', from: '<DigestValue>', to: '<DigestValue>AAAA', reason: 'signature-mismatch' },
    { why: 'the signature value', from: '<SignatureValue>', to: '<SignatureValue>AAAA', reason: 'signature-mismatch' },
    { why: 'the reference', from: 'URI=""', to: 'URI="#x"', reason: 'signature-mismatch' },
    {
      why: 'the digest method',
      from: 'http://www.w3.org/2001/04/xmlenc#sha256',
      to: `${DSIG}sha1`,
      reason: 'signature-mismatch',
    },
  ])('is found: $why', ({ from, to, reason }) => {
    const signed = handSigned({})
    expect(signed).toContain(from)
    expect(notVerified(signed.replace(from, to)).reason).toBe(reason)
  })

  test('is found in any character of the content', () => {
    const document = `<ECF><Encabezado a="x"><Version>1.0</Version></Encabezado><Monto>1500.00</Monto></ECF>`
    const signed = handSigned({ document })
    const changes = fc.record({
      at: fc.nat(document.length - 1),
      to: fc.constantFrom('0', '9', 'A', 'x', '<', '>', ' ', '"'),
    })
    fc.assert(
      fc.property(changes, ({ at, to }) => {
        fc.pre(document.charAt(at) !== to)
        const changed = `${signed.slice(0, at)}${to}${signed.slice(at + 1)}`
        const outcome = verifiedOrUnread(changed)
        // A blank more inside a tag is the same document; what counts is that nothing else is ever read.
        expect(outcome?.valid ? outcome.content : readXml(document)).toEqual(readXml(document))
      }),
      { numRuns: 300 },
    )
  })

  test('of the certificate is found, and the claimed signer is named', () => {
    const verification = notVerified(handSigned({}).replace(keys.certificate, otherKeys.certificate))
    expect(verification).toMatchObject({ reason: 'signature-mismatch' })
    expect(Buffer.from(verification.certificate?.der ?? []).toString('base64')).toBe(otherKeys.certificate)
  })
})

describe('wrapping', () => {
  const evil = '<ECF><A>999</A>'

  test('the signed document inside another is refused', () => {
    expect(notVerified(`${evil}${handSigned({})}</ECF>`).reason).toBe('misplaced-signature')
  })

  test('the signature taken out, with its document hidden beside it, is refused', () => {
    const [document, signature] = split(handSigned({}))
    expect(notVerified(`${evil}<X>${document}</X>${signature}</ECF>`).reason).toBe('digest-mismatch')
  })

  test('the document hidden within the signature is refused', () => {
    const [document, signature] = split(handSigned({}))
    const stuffed = signature.replace('</Signature>', `<Object>${document}</Object></Signature>`)
    expect(notVerified(`${evil}${stuffed}</ECF>`).reason).toBe('digest-mismatch')
  })

  test('a document signed by Id and moved below another root is refused', () => {
    const [document, signature] = split(
      handSigned({ document: '<ECF Id="a"><A>1</A></ECF>', reference: { uri: '#a' } }),
    )
    expect(notVerified(`${evil}${document}${signature}</ECF>`).reason).toBe('unsupported-reference')
    expect(notVerified(`<ECF Id="b">${document}${signature}</ECF>`).reason).toBe('unsupported-reference')
    expect(() => verifyEnveloped(Buffer.from(`<ECF Id="a">${document}${signature}</ECF>`))).toThrow(UnreadableXml)
    expect(() => verifyEnveloped(Buffer.from(`<ECF id="a">${document}${signature}</ECF>`))).toThrow('same value')
  })

  test('a second signature is refused wherever it stands', () => {
    const signed = handSigned({})
    const [, signature] = split(signed)
    for (const place of ['<ECF>', '<A>', '</A>', '</SignedInfo>', '</KeyInfo>', '</Signature>']) {
      expect(notVerified(signed.replace(place, `${place}${signature}`)).reason).toBe('several-signatures')
      expect(notVerified(signed.replace(place, `${place}<Signature xmlns="${DSIG}"/>`)).reason).toBe(
        'several-signatures',
      )
    }
  })

  test('a second SignedInfo, SignatureValue or Reference is refused', () => {
    for (const name of ['SignedInfo', 'SignatureValue']) {
      const twice = handSigned({}).replace(new RegExp(`<${name}>.*</${name}>`), '$&$&')
      expect(notVerified(twice).reason).toBe('malformed-signature')
    }
    const reference = `<Reference URI="#x"><DigestMethod Algorithm="x"></DigestMethod></Reference>`
    expect(notVerified(handSigned({ reference: { after: reference } })).reason).toBe('unsupported-reference')
  })
})

describe('a signature we do not speak is refused, even when its mathematics is right', () => {
  const transform = (algorithm: string, inner = ''): string =>
    `<Transform Algorithm="${algorithm}">${inner}</Transform>`
  const xpath = transform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<XPath>self::A</XPath>')

  test.each([
    { why: 'a part of the document', reference: { uri: '#part' }, reason: 'unsupported-reference' },
    { why: 'an XPointer', reference: { uri: '#xpointer(/)' }, reason: 'unsupported-reference' },
    { why: 'a file', reference: { uri: 'file:///etc/hostname' }, reason: 'unsupported-reference' },
    { why: 'another host', reference: { uri: 'http://127.0.0.1:9/' }, reason: 'unsupported-reference' },
    { why: 'no transform', reference: { transforms: '' }, reason: 'unsupported-algorithm' },
    {
      why: 'canonicalisation first',
      reference: { transforms: transform(C14N) + transform(ENVELOPED) },
      reason: 'unsupported-algorithm',
    },
    { why: 'XPath', reference: { transforms: transform(ENVELOPED) + xpath }, reason: 'unsupported-algorithm' },
    { why: 'XPath only', reference: { transforms: xpath }, reason: 'unsupported-algorithm' },
    {
      why: 'XSLT',
      reference: { transforms: transform(ENVELOPED) + transform('http://www.w3.org/TR/1999/REC-xslt-19991116') },
      reason: 'unsupported-algorithm',
    },
    {
      why: 'three transforms',
      reference: { transforms: transform(ENVELOPED) + transform(C14N).repeat(2) },
      reason: 'unsupported-algorithm',
    },
    {
      why: 'enveloped twice',
      reference: { transforms: transform(ENVELOPED).repeat(2) },
      reason: 'unsupported-algorithm',
    },
    {
      why: 'parameters of the inclusive kind',
      reference: {
        transforms:
          transform(ENVELOPED) +
          transform(C14N, `<InclusiveNamespaces xmlns="${EXC}" PrefixList="a"></InclusiveNamespaces>`),
      },
      reason: 'unsupported-algorithm',
    },
    {
      why: 'MD5',
      reference: { digestMethod: 'http://www.w3.org/2001/04/xmldsig-more#md5' },
      reason: 'unsupported-algorithm',
    },
    { why: 'a digest that is not base64', reference: { digest: '?' }, reason: 'malformed-signature' },
  ])('$why', ({ reference, reason }) => {
    expect(notVerified(handSigned({ document: '<ECF><A Id="part">1</A></ECF>', reference })).reason).toBe(reason)
  })

  test.each([
    { why: 'HMAC, for which the public key would do', method: `${DSIG}hmac-sha1` },
    { why: 'RSA-SHA512, which no authority asks for', method: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512' },
    { why: 'an empty name', method: '' },
  ])('$why', ({ method }) => expect(notVerified(handSigned({ method })).reason).toBe('unsupported-algorithm'))

  test('an unknown canonicalisation', () => {
    expect(notVerified(handSigned({}).replace(C14N, 'urn:x')).reason).toBe('unsupported-algorithm')
  })

  test('an EC key', () => {
    expect(notVerified(handSigned({}).replace(keys.certificate, EC_CERTIFICATE)).reason).toBe('unsupported-key')
  })

  test.each([
    { why: 'no KeyInfo', pattern: /<KeyInfo>.*<\/KeyInfo>/, to: '', reason: 'unreadable-certificate' },
    { why: 'a bare key', pattern: /<X509Data>.*<\/X509Data>/, to: '<KeyValue/>', reason: 'unreadable-certificate' },
    {
      why: 'a certificate that is none',
      pattern: /(?<=<X509Certificate>)[^<]+/,
      to: 'AAAA',
      reason: 'unreadable-certificate',
    },
    {
      why: 'a certificate that is not base64',
      pattern: /(?<=<X509Certificate>)/,
      to: '-----BEGIN',
      reason: 'malformed-signature',
    },
    {
      why: 'no SignatureValue',
      pattern: /<SignatureValue>.*<\/SignatureValue>/,
      to: '',
      reason: 'malformed-signature',
    },
    { why: 'no SignedInfo', pattern: /<SignedInfo>.*<\/SignedInfo>/, to: '', reason: 'malformed-signature' },
    {
      why: 'a bloated SignedInfo',
      pattern: /<SignedInfo>/,
      to: `<SignedInfo>${'<!-- -->'.repeat(10_000)}`,
      reason: 'malformed-signature',
    },
    {
      why: 'an empty signature',
      pattern: /(?<=<Signature [^>]*>).*(?=<\/Signature>)/,
      to: '',
      reason: 'unreadable-certificate',
    },
  ])('$why', ({ pattern, to, reason }) => expect(notVerified(handSigned({}).replace(pattern, to)).reason).toBe(reason))

  test('none at all, or one in another namespace', () => {
    expect(notVerified('<ECF><A>1</A></ECF>').reason).toBe('no-signature')
    expect(notVerified(handSigned({}).replace(DSIG, 'urn:other')).reason).toBe('no-signature')
    expect(notVerified(split(handSigned({}))[1]).reason).toBe('misplaced-signature')
  })
})

test('what cannot be read is not judged', () => {
  expect(() => verifyEnveloped(Buffer.from('<ECF>'))).toThrow(UnreadableXml)
  expect(() => verifyEnveloped(Buffer.from(`<!DOCTYPE ECF>${handSigned({})}`))).toThrow('DOCTYPE')
  expect(() => verifyEnveloped(Buffer.from(handSigned({})), { maxDepth: 3 })).toThrow('deeper than 3')
})

const NAMESPACED =
  '<ECF xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:u="urn:unused">\n' +
  '<!-- a comment --><A xmlns="urn:a" xsi:nil="false" b="á &amp; &quot;">x &lt; y\n</A><B></B></ECF>'

/** Self-signed over a P-256 key that nobody has kept. */
const EC_CERTIFICATE =
  'MIIBfTCCASOgAwIBAgIUI3Rlok401TOO+QoVr31ZiktALEYwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJUHJ1ZWJhIEVDMB4XDTI2' +
  'MTEyMTA2MTY0OVoXDTM2MTExODA2MTY0OVowFDESMBAGA1UEAwwJUHJ1ZWJhIEVDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE' +
  'm3uuim9eiAzTwXxGQ+F5Fp94oG9c0ZOuodSFuabeuENzamt/WZQscXX1RNE/w1JiMsxsYIziQZMNPHG2swK32KNTMFEwHQYDVR0O' +
  'BBYEFMLcLrKQFWp6mmPWangWrhBOVLR+MB8GA1UdIwQYMBaAFMLcLrKQFWp6mmPWangWrhBOVLR+MA8GA1UdEwEB/wQFMAMBAf8w' +
  'CgYIKoZIzj0EAwIDSAAwRQIhAJ5jiDqIbwBiyxZ8wwwUl/hkE6iIznEMszeWwQyTL079AiAp4ujhnODgRUdVEUwuI+TZDISjXj+i' +
  'u7/Yt4IChA7Wuw=='

interface Recipe {
  /** Canonical, with its root on the outside. */
  readonly document?: string
  readonly method?: string
  readonly keys?: Keys
  readonly reference?: Partial<Record<'uri' | 'transforms' | 'digestMethod' | 'digest' | 'after', string>>
}

/** A document with a signature made by hand, so that every part of it can be wrong and still signed correctly. */
function handSigned(recipe: Recipe): string {
  const { document = '<ECF><A>1</A></ECF>', method = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256' } = recipe
  const {
    uri = '',
    transforms = `<Transform Algorithm="${ENVELOPED}"></Transform>`,
    after = '',
  } = recipe.reference ?? {}
  const { digestMethod = 'http://www.w3.org/2001/04/xmlenc#sha256' } = recipe.reference ?? {}
  const { digest = createHash('sha256').update(document).digest('base64') } = recipe.reference ?? {}
  const { privatePem, certificate } = recipe.keys ?? keys

  const content =
    `<CanonicalizationMethod Algorithm="${C14N}"></CanonicalizationMethod>` +
    `<SignatureMethod Algorithm="${method}"></SignatureMethod>` +
    `<Reference URI="${uri}"><Transforms>${transforms}</Transforms>` +
    `<DigestMethod Algorithm="${digestMethod}"></DigestMethod><DigestValue>${digest}</DigestValue></Reference>${after}`
  const value = sign('sha256', Buffer.from(`<SignedInfo xmlns="${DSIG}">${content}</SignedInfo>`), privatePem)
  const signature =
    `<Signature xmlns="${DSIG}"><SignedInfo>${content}</SignedInfo>` +
    `<SignatureValue>${value.toString('base64')}</SignatureValue>` +
    `<KeyInfo><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></Signature>`
  return document.replace(/<\/ECF>$/, () => `${signature}</ECF>`)
}

interface ForeignRecipe {
  readonly method: string
  readonly transforms: readonly string[]
  readonly signature?: string
  readonly digest?: string
  readonly prefix?: string
  readonly inclusivePrefixes?: string[]
}

/** A document signed by xml-crypto. */
function foreignSigned(document: string, recipe: ForeignRecipe): string {
  const signer = new XmlCrypto({
    privateKey: keys.privatePem,
    publicCert: keys.certificatePem,
    canonicalizationAlgorithm: recipe.method,
    signatureAlgorithm: recipe.signature ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    inclusiveNamespacesPrefixList: recipe.inclusivePrefixes ?? [],
  })
  signer.addReference({
    xpath: '/*',
    isEmptyUri: true,
    transforms: recipe.transforms,
    digestAlgorithm: recipe.digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
    inclusiveNamespacesPrefixList: recipe.inclusivePrefixes ?? [],
  })
  signer.computeSignature(document, recipe.prefix ? { prefix: recipe.prefix } : {})
  return signer.getSignedXml()
}

async function keysOf(options: { keyBits?: number }): Promise<Keys> {
  const { privateKey, certificate } = await testCertificate(options)
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' })
  const base64 = Buffer.from(certificate).toString('base64')
  return {
    privatePem: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificate: base64,
    certificatePem: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

function verified(xml: string): Extract<Verification, { valid: true }> {
  const verification = verifyEnveloped(Buffer.from(xml))
  if (!verification.valid) throw new Error(`it does not verify: ${verification.message}`)
  return verification
}

function notVerified(xml: string): Extract<Verification, { valid: false }> {
  const verification = verifyEnveloped(Buffer.from(xml))
  if (verification.valid) throw new Error('it verifies')
  expect(verification.message).not.toBe('')
  return verification
}

function verifiedOrUnread(xml: string): Verification | undefined {
  try {
    return verifyEnveloped(Buffer.from(xml))
  } catch (error) {
    if (error instanceof UnreadableXml) return undefined
    throw error
  }
}

/** A signed document taken apart: what was signed, and the signature. */
function split(signed: string): [document: string, signature: string] {
  const signature = /<Signature .*<\/Signature>/.exec(signed)?.[0] ?? ''
  return [signed.replace(signature, () => ''), signature]
}
