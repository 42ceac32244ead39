import { hash } from 'node:crypto'
import nodemailer from 'nodemailer'
import { MAIL_REASONS } from '../../domain/mail-reasons.ts'
import { Outage } from '../../domain/outage.ts'
import type { MailAnswer, Mailer, MailObjection, MailServer, OutgoingMail } from '../../ports/mailer.ts'
import { machineNames, nameServers, type Resolve } from '../names.ts'
import { type AddressRules, allowedAddresses, ForbiddenServer } from './address-rules.ts'
import { acceptedAnswer, outageOf, refusedAnswer, type SmtpError } from './answer.ts'
import { messageOf } from './message.ts'
import { openSocket } from './server-socket.ts'

export interface SmtpSettings extends Omit<AddressRules, 'resolve'> {
  /** The instance's own server, trusted by whoever runs it: it may be in a private network. */
  readonly instance: (MailServer & { readonly from: string }) | undefined
  /** Certificates to trust beside the usual ones, PEM. */
  readonly trusted?: string
  readonly limits?: Partial<SmtpLimits>
  /** In place of the name servers, for the servers of accounts. */
  readonly resolve?: Resolve
}

/** How patient conversations with servers are, in real time. */
export interface SmtpLimits {
  readonly connectMs: number
  readonly greetingMs: number
  /** Longest silence. */
  readonly silenceMs: number
  /** Longest conversation about one message. */
  readonly messageMs: number
}

const PATIENCE: SmtpLimits = { connectMs: 10_000, greetingMs: 15_000, silenceMs: 30_000, messageMs: 120_000 }
const CONNECTIONS = 5
const MESSAGES_A_CONNECTION = 100
// A connection that nothing goes over is given back.
const IDLE_MS = 15_000

/** Sends by SMTP, over a few connections to each server that are kept while there is something to send. */
export function smtpMailer(settings: SmtpSettings): Mailer {
  const limits = { ...PATIENCE, ...settings.limits }
  const lines = new Map<string, Line>()
  const { loopbackOnly, allowPrivate } = settings
  const ofOperator: AddressRules = { loopbackOnly, allowPrivate: true, resolve: machineNames }
  const ofAccounts: AddressRules = { loopbackOnly, allowPrivate, resolve: settings.resolve ?? nameServers() }
  const rulesFor = (server: MailServer): AddressRules => (server === settings.instance ? ofOperator : ofAccounts)

  function lineTo(server: MailServer): Line {
    const rules = rulesFor(server)
    const { host, port, security, credentials } = server
    const parts = [host, port, security, credentials, rules === ofOperator]
    const key = hash('sha256', JSON.stringify(parts), 'base64url')
    const known = lines.get(key)
    if (known) return known
    const line = openLine(server, rules, limits, settings.trusted, () => lines.delete(key))
    lines.set(key, line)
    return line
  }

  return {
    instanceFrom: settings.instance?.from,

    async send(mail, given) {
      const server = given ?? settings.instance
      if (!server) throw new Outage('mail', MAIL_REASONS.noServer.en, 60_000)
      const message = await messageOf(mail)
      return lineTo(server).send(mail, message)
    },

    async objectionTo(server) {
      return objectionOf(server, rulesFor(server))
    },

    close() {
      for (const line of lines.values()) line.close()
      return Promise.resolve()
    },
  }
}

/** A name that leads nowhere now may do so later: only what is forbidden is objected to. */
async function objectionOf(server: MailServer, rules: AddressRules): Promise<MailObjection | undefined> {
  try {
    await allowedAddresses(server, rules)
    return undefined
  } catch (error) {
    return error instanceof ForbiddenServer ? error.objection : undefined
  }
}

interface Line {
  send(mail: OutgoingMail, message: Buffer): Promise<MailAnswer>
  close(): void
}

function openLine(
  server: MailServer,
  rules: AddressRules,
  limits: SmtpLimits,
  trusted: string | undefined,
  ended: () => void,
): Line {
  const pool = nodemailer.createTransport({
    ...connectionOf(server, limits, trusted),
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: MESSAGES_A_CONNECTION,
    // A message whose end is unclear is not sent again here: who keeps the mail decides.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_options: unknown, callback: (error: Error | null, found?: { connection: object }) => void) => {
      openSocket(server, rules, limits.connectMs).then(
        (connection) => callback(null, { connection }),
        (error: unknown) => callback(error as Error),
      )
    },
  } as Parameters<typeof nodemailer.createTransport>[0])
  let underway = 0
  let timer: NodeJS.Timeout | undefined
  const close = (): void => {
    clearTimeout(timer)
    pool.close()
    ended()
  }

  return {
    close,
    async send({ from, recipients }, message) {
      clearTimeout(timer)
      underway += 1
      try {
        const envelope = { from: from.address, to: [...recipients] }
        const signal = AbortSignal.timeout(limits.messageMs)
        const info: unknown = await pool.sendMail({ envelope, raw: message, signal })
        return acceptedAnswer(recipients, info as object)
      } catch (error) {
        if (error instanceof ForbiddenServer) throw outageOf(error)
        return refusedAnswer(recipients, withoutPassword(error as SmtpError, server))
      } finally {
        underway -= 1
        if (underway === 0) timer = setTimeout(close, IDLE_MS).unref()
      }
    },
  }
}

/** Without TLS nobody logs in anywhere but on this machine: `none` leads nowhere else, and the other two insist on TLS. */
function connectionOf(
  { host, port, security, credentials }: MailServer,
  limits: SmtpLimits,
  trusted: string | undefined,
) {
  return {
    host,
    port,
    secure: security === 'implicit',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(trusted === undefined ? {} : { ca: trusted }) },
    ...(credentials ? { auth: { user: credentials.username, pass: credentials.password } } : {}),
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.greetingMs,
    socketTimeout: limits.silenceMs,
  }
}

/** Some servers repeat what they were told. */
function withoutPassword(error: SmtpError, { credentials }: MailServer): SmtpError {
  const { response } = error
  if (!credentials || !response) return error
  const { username, password } = credentials
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  // The longest first: the end of one may be another.
  const secrets = [base64(`\0${username}\0${password}`), base64(password), password]
  return Object.assign(error, { response: secrets.reduce((text, secret) => text.replaceAll(secret, '***'), response) })
}
