import { generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import forge from 'node-forge'
import { SMTPServer } from 'smtp-server'

/** A message as a server got it. */
export interface CaughtMessage {
  readonly from: string
  /** Of the envelope. */
  readonly to: readonly string[]
  readonly raw: Buffer
  readonly isSecure: boolean
}

export interface MailCatcherOptions {
  /** Certificate of `localhost`, {@link TEST_TLS}; without it there is no TLS at all. */
  readonly tls?: 'implicit' | 'starttls'
  /** Who may log in; without it nobody needs to. */
  readonly users?: Readonly<Record<string, string>>
  /** What is said of a recipient, such as `550 5.1.1 No such user`; undefined takes it. */
  readonly recipient?: (address: string) => string | undefined
  /** What is said of a message once it is there whole. */
  readonly message?: (message: CaughtMessage) => string | undefined
  /** Waited for before a message is answered. */
  readonly hold?: () => Promise<void>
}

/** A real mail server on this machine that keeps what it takes. */
export interface MailCatcher {
  readonly port: number
  readonly messages: readonly CaughtMessage[]
  /** Connections so far, and logins tried. */
  readonly connections: number
  readonly logins: number
  close(): Promise<void>
}

/** Starts a mail server on a free port of 127.0.0.1. */
export async function mailCatcher(options: MailCatcherOptions = {}): Promise<MailCatcher> {
  const messages: CaughtMessage[] = []
  const counts = { connections: 0, logins: 0 }
  const server = new SMTPServer({
    secure: options.tls === 'implicit',
    ...(options.tls ? TEST_TLS : {}),
    disabledCommands: options.tls === 'starttls' ? [] : ['STARTTLS'],
    hideSTARTTLS: options.tls !== 'starttls',
    authOptional: options.users === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    // Waiting for clients that keep their connections would hold up every test's end.
    closeTimeout: 1,
    onConnect: (_session, done) => {
      counts.connections += 1
      done()
    },
    onAuth: ({ username, password }, _session, done) => {
      counts.logins += 1
      const isRight = username !== undefined && options.users?.[username] === password
      if (isRight) done(null, { user: username })
      else done(failure('535 5.7.8 Authentication failed'))
    },
    onRcptTo: ({ address }, _session, done) => {
      const words = options.recipient?.(address)
      done(words === undefined ? null : failure(words))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const message = {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks),
          isSecure: session.secure,
        }
        const words = options.message?.(message)
        if (words === undefined) messages.push(message)
        void (options.hold?.() ?? Promise.resolve()).then(() => done(words === undefined ? null : failure(words)))
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    messages,
    get connections() {
      return counts.connections
    },
    get logins() {
      return counts.logins
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

function failure(words: string): Error & { responseCode: number } {
  return Object.assign(new Error(words.slice(4)), { responseCode: Number(words.slice(0, 3)) })
}

/** A key and a certificate of `localhost`, PEM, made for this run and signed by itself. */
export const TEST_TLS = selfSigned('localhost')

function selfSigned(host: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString())
  certificate.serialNumber = '01'
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000)
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000)
  const name = [{ name: 'commonName', value: host }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create())
  return { key, cert: forge.pki.certificateToPem(certificate) }
}
