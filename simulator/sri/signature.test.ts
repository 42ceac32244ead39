import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readXml } from '../../src/xml/reader.ts'
import { signXades } from '../../src/xml/xades.ts'
import { testSigner } from '../../test/support/certificates.ts'
import { ECUADORIAN_ENTITIES, ecuadorianPkcs12 } from '../../test/support/ecuadorian-certificates.ts'
import { needs, shared } from '../../test/support/needs.ts'
import { identity } from '../testing/sri/certificate.ts'
import { sign } from '../testing/sri/client.ts'
import { documentOf } from '../testing/sri/documents.ts'
import type { Kind } from '../testing/sri/sound-documents.ts'
import { issuerNameObjection } from './issuer-name.ts'
import { checkSignature } from './signature.ts'

const check = (xml: string | Buffer) => {
  const bytes = Buffer.from(xml)
  return checkSignature(readXml(bytes), bytes)
}
const xml = documentOf('factura')
const good = sign(xml)
const signature = /<ds:Signature [^]*<\/ds:Signature>/.exec(good)?.[0] ?? ''

test.skipIf(!needs('shared')).each(['invoice', 'credit-note', 'retencion-1.0.0'])(
  'the public sample %s, signed by other software, verifies, and does not once a byte is changed',
  (name) => {
    const bytes = readFileSync(shared(`sri/samples/signed/${name}_signed.xml`))
    expect(check(bytes)).toMatchObject({ holds: true, isSha256: false })
    const changed = bytes.toString().replace(/<ruc>./, '<ruc>9')
    expect(changed).not.toBe(bytes.toString())
    expect(check(changed)).toMatchObject({ holds: false, reason: expect.stringContaining('alterados') as string })
  },
)

describe.skipIf(!needs('xmlsec1'))('what the tests sign with is right by xmlsec1 too', () => {
  const kinds: readonly Kind[] = ['factura', 'notaCredito', 'guiaRemision', 'comprobanteRetencion']

  test.each(kinds)('%s', (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'sri-signed-'))
    const file = join(folder, 'signed.xml')
    writeFileSync(file, sign(documentOf(kind)))
    const ids = [
      ['id', kind],
      ['Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'],
      ['Id', 'http://www.w3.org/2000/09/xmldsig#:KeyInfo'],
    ].flatMap(([attribute, element]) => [`--id-attr:${attribute ?? ''}`, element ?? ''])
    expect(() => execFileSync('xmlsec1', ['--verify', '--insecure', ...ids, file], { stdio: 'pipe' })).not.toThrow()
    rmSync(folder, { recursive: true })
  })
})

test.each([
  { why: 'SHA-1 and three references', options: {} },
  { why: 'SHA-256 and three references', options: { hash: 'sha256' as const } },
  { why: 'SHA-256 and two references', options: { hash: 'sha256' as const, coversKeyInfo: false } },
  { why: 'milliseconds', options: { at: '2026-12-01T11:59:00.123-05:00' } },
])('a signature with $why holds', ({ options }) => {
  expect(check(sign(xml, options))).toMatchObject({ holds: true })
})

test.each([{ hash: 'sha1' as const }, { hash: 'sha256' as const }])(
  'what our own signer makes by $hash holds, whatever the text',
  async ({ hash }) => {
    const signer = await testSigner()
    const statement = { signingTime: '2026-12-01T11:59:00-05:00', description: 'contenido comprobante', hash }
    for (const text of ['& < > " \'', 'línea\u2028otra', '\u0085', '😀 é e\u0301', ']]>', '\u00a0']) {
      const made = await signXades(documentOf('factura', { 'detalles.detalle.0.descripcion': text }), signer, statement)
      expect(check(made.xml), JSON.stringify(text)).toMatchObject({ holds: true, isSha256: hash === 'sha256' })
    }
  },
)

test.each(['línea\u2028otra', '\u0085', '😀 é e\u0301', '& < > "', ' x '])(
  'a text like %j does not break it',
  (text) => {
    const made = sign(documentOf('factura', { 'detalles.detalle.0.descripcion': text }))
    expect(check(made)).toMatchObject({ holds: true })
  },
)

describe('what is refused', () => {
  test.each([
    { why: 'no signature', changed: xml, reason: 'hay 0 firmas' },
    {
      why: 'two signatures',
      changed: good.replace('</factura>', `${signature.replaceAll('Id="', 'Id="Other')}</factura>`),
      reason: 'hay 2 firmas',
    },
    { why: 'a signature that is not last', changed: good.replace('</factura>', '<x/></factura>'), reason: 'al final' },
    { why: 'text changed', changed: good.replace('Servicio', 'Servicios'), reason: 'alterados' },
    { why: 'indented after signing', changed: good.replace('<infoFactura>', '\n<infoFactura>'), reason: 'alterados' },
    { why: 'another value', changed: good.replace(/(<ds:SignatureValue>)..../, '$1AAAA'), reason: 'alterados' },
    { why: 'another time of signing', changed: good.replace('T11:59:00', 'T11:58:00'), reason: 'alterados' },
    {
      why: 'no time of signing',
      changed: good.replace(/<etsi:SigningTime>.*?<\/etsi:SigningTime>/, ''),
      reason: 'SigningTime',
    },
    {
      why: 'another canonicalisation',
      changed: good.replace('REC-xml-c14n-20010315', 'REC-xml-c14n'),
      reason: 'canonicalización',
    },
    { why: 'another signature method', changed: good.replace('#rsa-sha1', '#dsa-sha1'), reason: 'algoritmo' },
    {
      why: 'the document not covered',
      changed: good.replace('URI="#comprobante"', 'URI="#otro"'),
      reason: 'no cubre el comprobante',
    },
    { why: 'the properties not covered', changed: good.replace(/ Type="[^"]*"/, ''), reason: 'SignedProperties' },
    { why: 'the key not covered', changed: sign(xml, { coversKeyInfo: false }), reason: 'KeyInfo' },
    { why: 'no properties', changed: good.replace(/<ds:Object>.*<\/ds:Object>/, ''), reason: 'XAdES-BES' },
    {
      why: 'a filtering transform',
      changed: good.replace('#enveloped-signature', '#x'),
      reason: 'no cubre el comprobante',
    },
    { why: 'another serial number', changed: sign(xml, { serialNumber: '1' }), reason: 'X509SerialNumber' },
    { why: 'another issuer', changed: sign(xml, { issuerName: 'CN=OTRA,C=EC' }), reason: 'X509IssuerName' },
    { why: 'another modulus', changed: sign(xml, { keyValue: 'AAAA' }), reason: 'RSAKeyValue' },
    {
      why: 'a digest of another certificate',
      changed: good.replace(/(<etsi:CertDigest>.*?<ds:DigestValue>)..../, '$1AAAA'),
      reason: 'CertDigest',
    },
  ])('$why', ({ changed, reason }) => {
    expect(changed).not.toBe(good)
    expect(check(changed)).toMatchObject({ holds: false, reason: expect.stringContaining(reason) as string })
  })

  test('a signed document inside another one', () => {
    const inner = good.replace(/<\?xml.*?\?>/, '').replace(signature, '')
    const outer = xml.replace('</factura>', `${inner}${signature}</factura>`)
    expect(() => check(outer)).toThrow('two Id attributes have the same value')
  })

  test('what is no certificate is told apart', () => {
    const none = good.replace(/(<ds:X509Certificate>)[^<]*/, '$1QUFB')
    expect(check(none)).toMatchObject({ holds: false, about: 'certificate' })
  })
})

describe('the name of the issuer', () => {
  const { certificate } = identity()

  test.each([
    'CN=AUTORIDAD DE PRUEBA,O=ENTIDAD DE PRUEBA\\, S.A.,C=EC',
    'CN=AUTORIDAD DE PRUEBA, O="ENTIDAD DE PRUEBA, S.A.", C=EC',
    'cn=autoridad de  prueba,o=entidad de prueba\\2c s.a.,c=ec',
    '2.5.4.3=AUTORIDAD DE PRUEBA,OID.2.5.4.10=ENTIDAD DE PRUEBA\\, S.A.,C=EC',
    '2.5.4.3=#1313415554 4f524944414420444520505255454241'.replace(' ', '') + ',O=ENTIDAD DE PRUEBA\\, S.A.,C=EC',
  ])('may be written as %s', (name) => expect(issuerNameObjection(name, certificate)).toBeUndefined())

  test.each(ECUADORIAN_ENTITIES)('of $name is read as Java reads it', async (entity) => {
    const { signing } = await ecuadorianPkcs12(entity)
    expect(issuerNameObjection(entity.issuerName, new X509Certificate(signing.certificate))).toBeUndefined()
  })

  test.each([
    { why: 'the order of the certificate', name: 'C=EC,O=ENTIDAD DE PRUEBA\\, S.A.,CN=AUTORIDAD DE PRUEBA' },
    { why: 'an attribute left out', name: 'CN=AUTORIDAD DE PRUEBA,C=EC' },
    { why: 'a keyword Java does not read', name: 'E=a@b.ec,CN=AUTORIDAD DE PRUEBA,O=ENTIDAD DE PRUEBA\\, S.A.,C=EC' },
    { why: 'no DER', name: '2.5.4.3=#zz,O=ENTIDAD DE PRUEBA\\, S.A.,C=EC' },
    { why: 'nothing', name: '' },
  ])('but not with $why', ({ name }) => expect(issuerNameObjection(name, certificate)).toMatch(/^X509IssuerName/))
})
