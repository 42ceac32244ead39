import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { mailAddressOf } from '../../domain/mail-address.ts'
import type { OutgoingMail } from '../../ports/mailer.ts'
import { messageOf } from './message.ts'

const HOSTILE = [
  'x\r\nBcc: evil@example.com',
  'x\nSubject: other',
  'x\r\n\r\n<html>body</html>',
  '"x" <evil@example.com>, y',
  'a, b; c: d',
  '=?utf-8?q?x=0D=0ABcc:_evil@example.com?=',
  'Ñandú "El Ñato", S.A. 🧾👩‍👩‍👧',
  'x\u2028Bcc: evil@example.com',
  '\u202Egpj.exe',
  'x\u0000y',
  '\ud800',
  'ñ'.repeat(5_000),
  '(comment) group: a@b.com;',
  '\\" \\',
  '--boundary\r\nContent-Type: text/html',
]
const texts = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }), fc.string())

function letter(changes: Partial<OutgoingMail>): OutgoingMail {
  return {
    messageId: '019aa000-0000-7000-8000-000000000001@example.com',
    from: { name: 'Panadería', address: 'facturas@example.com' },
    to: ['rosa@example.com'],
    replyTo: undefined,
    recipients: ['rosa@example.com'],
    subject: 'x',
    text: 'Hola.\n',
    html: '<p>Hola.</p>\n',
    attachments: [{ fileName: 'a.xml', contentType: 'application/xml', bytes: Buffer.from('<a/>') }],
    at: new Date('2026-11-21T12:00:00Z'),
    ...changes,
  }
}

const ours = ['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to', 'x-auto-response-suppress'] // prettier-ignore

describe('a message', () => {
  test('has our headers and no others, one reader and one attachment, whatever stands in its texts', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, texts, async (name, subject, text) => {
        const mail = letter({
          from: { name, address: 'facturas@example.com' },
          subject,
          text,
          html: `<p>${text.length}</p>`,
        })
        const raw = await messageOf(mail)
        const parsed = await PostalMime.parse(raw)
        const keys = parsed.headers.map(({ key }) => key).sort()
        expect(keys.filter((key) => !ours.includes(key))).toEqual([])
        expect(new Set(keys).size).toBe(keys.length)
        expect(parsed.from?.address).toBe('facturas@example.com')
        expect(parsed.to?.map(({ address }) => address)).toEqual(['rosa@example.com'])
        expect(parsed.bcc).toBeUndefined()
        expect(parsed.subject ?? '').not.toMatch(/[\r\n\u0000]/)
        expect(parsed.attachments.map(({ filename }) => filename)).toEqual(['a.xml'])
        expect(Buffer.from(parsed.attachments[0]!.content as ArrayBuffer).toString()).toBe('<a/>')
      }),
      { numRuns: 300 },
    )
  })

  test('keeps the words of a name and a subject', async () => {
    const name = 'Ñandú "El Ñato", S.A. 🧾'
    const parsed = await PostalMime.parse(
      await messageOf(letter({ from: { name, address: 'a@example.com' }, subject: name })),
    )
    expect([parsed.from?.name, parsed.subject]).toEqual([name, name])
  })

  test('has lines that every server takes, and ends that are CRLF', async () => {
    const raw = (await messageOf(letter({ subject: 'ñ'.repeat(240), text: 'á'.repeat(20_000) }))).toString('latin1')
    const lines = raw.split('\r\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998)
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('goes to a domain with letters of its own by the name that servers know', async () => {
    const address = mailAddressOf('ventas@ñandú.ec')!
    const raw = (await messageOf(letter({ to: [address] }))).toString()
    expect(raw).toContain('To: ventas@xn--and-6ma2c.ec')
  })

  test('reads no file and asks for no address, whatever a text says', async () => {
    const bytes = Buffer.from('x')
    const attachments = [{ fileName: '/etc/passwd', contentType: 'text/plain', bytes }]
    const raw = await messageOf(letter({ text: 'file:///etc/passwd', html: 'http://127.0.0.1:1/', attachments }))
    const parsed = await PostalMime.parse(raw)
    expect(Buffer.from(parsed.attachments[0]!.content as ArrayBuffer).toString()).toBe('x')
  })
})
