import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { OutgoingMail } from '../../ports/mailer.ts'
import { mailFolder } from './mail-folder.ts'

let place: string
afterEach(() => rm(place, { recursive: true, force: true }))

const letter = (messageId: string): OutgoingMail => ({
  messageId,
  from: { name: undefined, address: 'a@example.com' },
  to: ['b@example.com'],
  replyTo: undefined,
  recipients: ['b@example.com', 'c@example.com'],
  subject: 's',
  text: 't',
  html: 'h',
  attachments: [],
  at: new Date('2026-11-21T12:00:00Z'),
})

test('a message becomes one whole file that only its owner reads, again the same one when it is sent again', async () => {
  place = await mkdtemp(join(tmpdir(), 'emite-mail-'))
  const folder = join(place, 'mail')
  const send = mailFolder({ folder, compose: (mail) => Promise.resolve(Buffer.from(mail.subject)) })
  const { recipients } = await send(letter('x@example.com'))
  await send(letter('x@example.com'))
  expect(recipients.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted'])
  const files = await readdir(folder)
  expect(files).toEqual(['2026-11-21T12-00-00.000Z-x@example.com.eml'])
  expect(await readFile(join(folder, files[0]!), 'utf8')).toBe('s')
  expect((await stat(join(folder, files[0]!))).mode & 0o777).toBe(0o600)
})

test('no Message-ID leads out of the folder', async () => {
  place = await mkdtemp(join(tmpdir(), 'emite-mail-'))
  const folder = join(place, 'mail')
  await mailFolder({ folder, compose: () => Promise.resolve(Buffer.from('')) })(letter('../../x/y@example.com'))
  expect(await readdir(place)).toEqual(['mail'])
  expect(await readdir(folder)).toHaveLength(1)
})
