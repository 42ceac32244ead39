import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { signEnveloped } from '../../src/xml/dsig.ts'
import { readXml } from '../../src/xml/reader.ts'
import { escapedText } from '../../src/xml/text.ts'
import { UnreadableXml } from '../../src/xml/unreadable.ts'
import { testSigner } from '../../test/support/certificates.ts'
import { needs, shared } from '../../test/support/needs.ts'
import { partnerSigner } from './partner/identity.ts'
import { checkSignature, securityCode } from './signature.ts'

const SAMPLES = 'dgii/samples'
const isThere = needs('shared')
const samplesIn = (folder: string) => (isThere ? readdirSync(shared(`${SAMPLES}/${folder}`)) : [])
const bytesOf = (path: string) => readFileSync(shared(`${SAMPLES}/${path}`))
const sign = await partnerSigner('999999992', 'FIRMANTE')

describe('official samples', () => {
  test.skipIf(!isThere)('every signed one verifies, and what is read is what was signed', () => {
    const signed = [
      ...samplesIn('set-pruebas-a/signed').map((file) => `set-pruebas-a/signed/${file}`),
      ...samplesIn('others')
        .filter((file) => file.includes('.signed.'))
        .map((file) => `others/${file}`),
    ]
    expect(signed.length).toBeGreaterThanOrEqual(43)
    for (const file of signed) {
      const check = checkSignature(bytesOf(file))
      expect(check.holds, file).toBe(true)
      const unsigned = file.includes('set-pruebas')
        ? file.replace('/signed/', '/unsigned/')
        : file.replace('.signed.', '.unsigned.')
      if (check.holds) expect(check.content, file).toEqual(readXml(bytesOf(unsigned)))
    }
  })

  test.skipIf(!isThere).each([
    { file: 'ecf-31-tampered-total.xml', holds: false },
    { file: 'ecf-31-pretty-printed-after-signing.xml', holds: true },
    { file: 'ecf-31-empty-tag.xml', holds: true },
    { file: 'ecf-31-wrong-element-order.xml', holds: true },
  ])('$file: $holds', ({ file, holds }) => expect(checkSignature(bytesOf(`negative/${file}`)).holds).toBe(holds))
})

test('what our own signer makes verifies, whatever the text', async () => {
  const signer = await testSigner()
  for (const text of [
    '& < > " \' ]]>',
    '\ttab',
    'line\nline',
    'cr\rcr\r\n',
    '😀 é e\u0301',
    '\u0085\u2028\u2029',
    '\u00a0',
    ' x ',
  ]) {
    const { xml } = await signEnveloped(`<A><B>${escapedText(text)}</B></A>`, signer)
    const check = checkSignature(Buffer.from(xml))
    expect(check, JSON.stringify(text)).toMatchObject({ holds: true })
    if (check.holds) expect(check.content.children[0]?.text).toBe(text)
  }
})

test('a signature that covers the blanks between elements fails, as it does at DGII', () => {
  expect(checkSignature(Buffer.from(sign('<A>\n  <B>1</B>\n</A>')))).toMatchObject({ holds: false })
})

test('the security code is the beginning of the signature value as text', () => {
  const check = checkSignature(Buffer.from(sign('<A><B>1</B></A>')))
  expect(check.holds && securityCode(check.value)).toMatch(/^[A-Za-z0-9+/]{6}$/)
})

describe('what is refused although its mathematics may hold', () => {
  const good = sign('<A><B>1</B></A>')
  const signature = /<Signature[^]*<\/Signature>/.exec(good)?.[0] ?? ''

  test.each([
    { why: 'no signature', xml: '<A><B>1</B></A>', reason: 'exactly one' },
    { why: 'two signatures', xml: good.replace('</A>', `${signature}</A>`), reason: 'exactly one' },
    { why: 'a signature that is not the last child', xml: good.replace('</A>', '<C/></A>'), reason: 'exactly one' },
    { why: 'a signature deeper than the root', xml: `<R>${good.replace(/<\?.*?\?>/, '')}</R>`, reason: 'exactly one' },
    { why: 'text changed', xml: good.replace('<B>1<', '<B>2<'), reason: 'does not match' },
    { why: 'an element added', xml: good.replace('<B>', '<C/><B>'), reason: 'does not match' },
    { why: 'another signature value', xml: good.replace(/(<SignatureValue>)..../, '$1AAAA'), reason: 'does not match' },
    { why: 'SHA-1', xml: good.replace('xmldsig-more#rsa-sha256', 'xmldsig#rsa-sha1'), reason: 'signature method' },
    { why: 'a reference to a part', xml: good.replace('URI=""', 'URI="#x"'), reason: 'empty URI' },
    {
      why: 'a certificate that is none',
      xml: good.replace(/(<X509Certificate>)[^<]*/, '$1QUFB'),
      reason: 'X509Certificate',
    },
    {
      why: 'a transform that filters',
      xml: good.replace('#enveloped-signature', '#unknown'),
      reason: 'enveloped-signature',
    },
  ])('$why', ({ xml, reason }) => {
    const check = checkSignature(Buffer.from(xml))
    expect(check).toMatchObject({ holds: false, reason: expect.stringContaining(reason) as string })
  })

  test('a signature hidden in a comment counts for nothing', () => {
    const forged = good.replace('<B>1</B>', `<!--${signature}--><B>2</B>`)
    expect(checkSignature(Buffer.from(forged)).holds).toBe(false)
  })

  test('a document type is not read at all', () => {
    const bomb = '<!DOCTYPE A [<!ENTITY a "b">]><A><B>&a;</B></A>'
    expect(() => checkSignature(Buffer.from(bomb))).toThrow(UnreadableXml)
  })
})
