import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { smtpAddress } from './smtp-address.ts'

describe('the address of the mail server', () => {
  test.each([
    { given: 'smtps://u:p%40ss@mail.example.com', is: { host: 'mail.example.com', port: 465, security: 'implicit', credentials: { username: 'u', password: 'p@ss' } } },
    { given: 'smtp://mail.example.com', is: { host: 'mail.example.com', port: 587, security: 'starttls', credentials: undefined } },
    { given: 'smtp://[::1]:1025?tls=none', is: { host: '::1', port: 1025, security: 'none', credentials: undefined } },
  ])('$given', ({ given, is }) => expect(smtpAddress(given)).toEqual(is)) // prettier-ignore

  test.each([
    'mail.example.com:25',
    'https://mail.example.com',
    'smtp://mail.example.com?tls=none',
    'smtps://127.0.0.1?tls=none',
    'smtp://127.0.0.1?tls=maybe',
    'smtp://user@mail.example.com',
    'smtp://u:%zz@mail.example.com',
    'smtp://',
  ])('%s is none', (given) => expect(() => smtpAddress(given)).toThrow(Error))

  test('needs an address to come from', () => {
    const given = { EMITE_SMTP_URL: 'smtp://mail.example.com' }
    expect(() => readConfig(given)).toThrow('EMITE_MAIL_FROM')
    const { smtpServer, mailFrom } = readConfig({ ...given, EMITE_MAIL_FROM: 'a@example.com' })
    expect([smtpServer?.host, mailFrom]).toEqual(['mail.example.com', 'a@example.com'])
  })

  test('is not repeated in the mistake: it holds a password', () => {
    expect(() => readConfig({ EMITE_SMTP_URL: 'smtp//u:hunter2@x', EMITE_MAIL_FROM: 'x' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') as string }) as Error,
    )
  })
})
