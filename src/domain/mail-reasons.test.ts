import { expect, test } from 'vitest'
import { inLanguage, MAIL_REASONS } from './mail-reasons.ts'
import { type Mail, reasonOf, type Recipient } from './mail.ts'

function mailFor(reason: string | undefined, ...recipients: Recipient[]): Mail {
  return {
    id: 'm',
    tenantId: 't',
    environment: 'sandbox',
    issuerId: 'i',
    documentId: 'd',
    actor: 'worker',
    status: 'failed',
    recipients,
    tries: 1,
    reason,
    createdAt: '2026-11-21T12:00:00.000Z',
    updatedAt: '2026-11-21T12:00:00.000Z',
    nextAt: undefined,
    sentAt: undefined,
  }
}

const refused = (address: string, reason: string): Recipient => ({ address, role: 'to', state: 'refused', reason })

test('what Emite says of a mail is told in the language asked for, what a server says as it said it', () => {
  const recipients = [refused('x', MAIL_REASONS.noAddress.en), refused('a@x.example', '550 5.1.1 No such user')]
  const mail = mailFor(reasonOf(recipients), ...recipients)
  const spanish = inLanguage(mail, 'es')
  expect(spanish.recipients.map(({ reason }) => reason)).toEqual([MAIL_REASONS.noAddress.es, '550 5.1.1 No such user'])
  expect(spanish.reason).toBe(`x: ${MAIL_REASONS.noAddress.es} | a@x.example: 550 5.1.1 No such user`)
  expect(inLanguage(mail, 'en')).toEqual(mail)
})

test.each([
  ['Given up after 48 hours. The mail server: 451 Busy', 'Se desistió tras 48 horas. El servidor de correo: 451 Busy'],
  ['Given up after 48 hours.', 'Se desistió tras 48 horas.'],
  ['No mail server is set up.', 'No hay servidor de correo configurado.'],
  ['451 4.7.1 Greylisted', '451 4.7.1 Greylisted'],
])('%s: %s', (stored, told) => {
  expect(inLanguage(mailFor(stored), 'es').reason).toBe(told)
})
