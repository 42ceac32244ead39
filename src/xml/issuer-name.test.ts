import { beforeAll, describe, expect, test } from 'vitest'
import { ECUADORIAN_ENTITIES, ecuadorianPkcs12 } from '../../test/support/ecuadorian-certificates.ts'
import { createTestAuthority } from '../certificates/test-authority.ts'
import type { TestAttribute } from '../certificates/test-authority.ts'
import { issuerNameOf } from './distinguished-name.ts'
import type { DistinguishedName } from './distinguished-name.ts'
import { issuerNameText } from './issuer-name.ts'
import { isIssuerName } from './issuer-name-match.ts'

const CN = '2.5.4.3'
const DC = '0.9.2342.19200300.100.1.25'

// Each of these, read by X500Principal of Java 17, equals the issuer of its certificate.
const ODDITIES: readonly { why: string; attribute: TestAttribute; text: string }[] = [
  {
    why: 'every character with a meaning, and blanks at the ends',
    attribute: { oid: '2.5.4.10', value: ' #a, "b" + c\\d <e>; f=g #h ' },
    text: 'O=\\ #a\\, \\"b\\" \\+ c\\\\d \\<e\\>\\; f=g #h\\ ',
  },
  { why: 'a number sign in front', attribute: { oid: CN, value: '# x  y ' }, text: 'CN=\\# x  y\\ ' },
  { why: 'letters of the world', attribute: { oid: CN, value: 'á ñ € 😀' }, text: 'CN=á ñ € 😀' },
  { why: 'BMPString', attribute: { oid: CN, value: 'BMP ñ', stringType: 'bmp' }, text: 'CN=#1e0a0042004d0050002000f1' },
  { why: 'TeletexString', attribute: { oid: CN, value: 'T \xf1', stringType: 'teletex' }, text: 'CN=#14035420f1' },
  { why: 'IA5String', attribute: { oid: CN, value: 'IA5', stringType: 'ia5' }, text: 'CN=#1603494135' },
  { why: 'a domain part', attribute: { oid: DC, value: 'ec', stringType: 'ia5' }, text: 'DC=ec' },
  { why: 'a domain part of the wrong type', attribute: { oid: DC, value: 'ec' }, text: 'DC=#0c026563' },
  { why: 'a line feed', attribute: { oid: CN, value: 'a\nb' }, text: 'CN=#0c03610a62' },
  { why: 'nothing but a blank', attribute: { oid: CN, value: ' ' }, text: 'CN=#0c0120' },
  { why: 'an attribute that is rare', attribute: { oid: '1.2.3.4.5', value: 'rare' }, text: '1.2.3.4.5=#0c0472617265' },
]

let name: DistinguishedName
beforeAll(async () => {
  const now = new Date('2026-01-01T00:00:00Z')
  const attributes = ODDITIES.map(({ attribute }) => attribute)
  const authority = await createTestAuthority(now, 'x', attributes)
  name = issuerNameOf((await authority.issue({ name: 'X', taxId: '1', validFrom: now, validTo: now })).certificate)
})

describe('issuerNameText', () => {
  test.each(ECUADORIAN_ENTITIES)('names an authority shaped as that of $name as Java does', async (entity) => {
    const { signing } = await ecuadorianPkcs12(entity)
    expect(issuerNameText(issuerNameOf(signing.certificate))).toBe(entity.issuerName)
  })

  test.each(ODDITIES.map((oddity, i) => ({ ...oddity, i })))('writes $why', ({ text, i }) => {
    const part = name.slice(i, i + 1)
    expect(issuerNameText(part)).toBe(text)
    expect(isIssuerName(text, part)).toBe(true)
  })

  test('writes the parts from the last to the first', () => {
    expect(issuerNameText(name)).toBe(
      ODDITIES.map(({ text }) => text)
        .toReversed()
        .join(','),
    )
    expect(isIssuerName(issuerNameText(name), name)).toBe(true)
  })

  test('joins the attributes of one part with a plus sign', () => {
    const attribute = (oid: string, text: string) => ({ oid, text, stringType: 'utf8', der: '' }) as const
    const name = [[attribute('2.5.4.6', 'EC')], [attribute(CN, 'A'), attribute('2.5.4.11', 'B')]]
    expect(issuerNameText(name)).toBe('CN=A+OU=B,C=EC')
    expect(isIssuerName('OU=B + CN=A, C=EC', name)).toBe(true)
  })
})

describe('isIssuerName', () => {
  const certificate = async () => (await ecuadorianPkcs12(entityNamed('Lazzate'))).signing.certificate

  test.each([
    'emailAddress=info@enext.example, CN=LAZZATE SUBCA 1, O=Lazzate Cía. Ltda., L=Quito, ST=Pichincha, C=EC',
    'E=info@enext.example,CN=LAZZATE SUBCA 1,O=Lazzate C\\c3\\ada. Ltda.,L=Quito,S=Pichincha,C=EC',
    'C=EC,ST=Pichincha,L=Quito,O="Lazzate Cía. Ltda.",CN=LAZZATE SUBCA 1,OID.1.2.840.113549.1.9.1=info@enext.example',
    'c=ec;st=pichincha;l=quito;o=lazzate cía.  ltda.;cn=Lazzate SubCA 1;e=info@enext.example',
  ])('takes another spelling of it: %s', async (text) => {
    expect(isIssuerName(text, issuerNameOf(await certificate()))).toBe(true)
  })

  test.each([
    '',
    'CN=LAZZATE SUBCA 1',
    'E=info@enext.example,CN=LAZZATE SUBCA 2,O=Lazzate Cía. Ltda.,L=Quito,ST=Pichincha,C=EC',
    'E=info@enext.example,CN=LAZZATE SUBCA 1,O=Lazzate Cía. Ltda.,L=Quito,ST=Pichincha,C=EC,C=EC',
    'CN=LAZZATE SUBCA 1,E=info@enext.example,O=Lazzate Cía. Ltda.,L=Quito,ST=Pichincha,C=EC',
    'undefined=info@enext.example,CN=LAZZATE SUBCA 1,O=Lazzate Cía. Ltda.,L=Quito,ST=Pichincha,C=EC',
  ])('does not take another name: "%s"', async (text) => {
    expect(isIssuerName(text, issuerNameOf(await certificate()))).toBe(false)
  })
})

function entityNamed(wanted: string) {
  const entity = ECUADORIAN_ENTITIES.find(({ name }) => name === wanted)
  if (!entity) throw new Error(`no entity ${wanted}`)
  return entity
}
