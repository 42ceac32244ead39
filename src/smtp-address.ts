import { isThisMachine } from './adapters/internet-address.ts'
import { mailAddressOf } from './domain/mail-address.ts'
import type { MailServer } from './ports/mailer.ts'

const EXAMPLE = 'smtps://user:password@smtp.example.com:465'

/**
 * Reads the instance's server: `smtps://` is TLS from the first byte, `smtp://` is STARTTLS, `smtp://…?tls=none` no TLS at all, on
 * this machine only. User and password are percent-encoded. What is wrong is said without the address: it holds a password.
 */
export function smtpAddress(given: string): MailServer {
  const url = URL.canParse(given) ? new URL(given) : undefined
  const isSecure = url?.protocol === 'smtps:'
  if (!url || url.hostname === '' || !(isSecure || url.protocol === 'smtp:'))
    throw new Error(`not an address such as ${EXAMPLE}`)
  const tls = url.searchParams.get('tls')
  const isPlain = tls === 'none'
  if ((tls !== null && !isPlain) || (isPlain && isSecure)) throw new Error('tls may only be "none", with smtp://')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isPlain && !isThisMachine(host)) throw new Error('tls=none is for a server on this machine only')
  if ((url.username === '') !== (url.password === '')) throw new Error('a user and a password belong together')
  return {
    host,
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    security: isSecure ? 'implicit' : isPlain ? 'none' : 'starttls',
    credentials: url.username === '' ? undefined : { username: decoded(url.username), password: decoded(url.password) },
  }
}

/** Reads the address that the instance's mail comes from. */
export function senderAddress(given: string): string {
  const address = mailAddressOf(given)
  if (address === undefined) throw new Error('not an e-mail address such as invoices@example.com')
  return address
}

/** Whoever sends mail says as whom. */
export function mailMistakes(environment: Readonly<Record<string, string | undefined>>): string[] {
  const { EMITE_SMTP_URL: server, EMITE_MAIL_FOLDER: folder, EMITE_MAIL_FROM: from } = environment
  return (server || folder) && !from ? ['EMITE_MAIL_FROM: needed with EMITE_SMTP_URL and EMITE_MAIL_FOLDER'] : []
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Error('user or password is not percent-encoded')
  }
}
