import { oneLine } from '../../domain/one-line.ts'
import { Outage } from '../../domain/outage.ts'
import type { MailAnswer, RecipientAnswer } from '../../ports/mailer.ts'

/** What nodemailer tells of a message that at least one recipient was accepted for. */
export interface Delivered {
  readonly response?: string | undefined
  readonly rejectedErrors?: readonly SmtpError[] | undefined
}

/** What nodemailer throws, or says of a recipient. */
export interface SmtpError extends Error {
  readonly code?: string | undefined
  readonly command?: string | undefined
  readonly recipient?: string | undefined
  readonly response?: string | undefined
  readonly responseCode?: number | undefined
  readonly rejectedErrors?: readonly SmtpError[] | undefined
}

// Shown to people; nobody reads more.
const LONGEST_WORDS = 500
const RETRY_MS = 60_000

/** The server's answer to a message it has taken. */
export function acceptedAnswer(recipients: readonly string[], { response, rejectedErrors }: Delivered): MailAnswer {
  const rejected = byRecipient(rejectedErrors)
  return {
    recipients: recipients.map((address) => {
      const error = rejected.get(address)
      if (error) return rejectedAnswer(address, error, true)
      return { address, outcome: 'accepted', words: wordsOf(response ?? ''), isGone: false }
    }),
  }
}

/**
 * The server's answer when it has taken nothing. Only what it said of sender, recipients or message is an answer.
 *
 * @throws Outage for everything else: no connection, no TLS, no login, an end in the middle
 */
export function refusedAnswer(recipients: readonly string[], error: SmtpError): MailAnswer {
  const isAnswer = (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') && error.responseCode !== undefined
  const rejected = byRecipient(error.rejectedErrors)
  if (!isAnswer && rejected.size === 0) throw outageOf(error)
  // What was said of the message is said of a recipient only when there is no other.
  const isOwn = error.command === 'RCPT TO' || recipients.length === 1
  return { recipients: recipients.map((address) => rejectedAnswer(address, rejected.get(address) ?? error, isOwn)) }
}

/** The failure of a server as an outage, with its words. */
export function outageOf(error: SmtpError): Outage {
  const words = wordsOf(error.response ?? error.message)
  return new Outage('mail', `The mail server: ${words}`, RETRY_MS, { cause: error })
}

function rejectedAnswer(address: string, error: SmtpError, isOwn: boolean): RecipientAnswer {
  const code = error.responseCode ?? 0
  // 503 says that the session was in disorder, nothing of the mail.
  const isRefused = code >= 500 && code !== 503
  const words = wordsOf(error.response ?? error.message)
  return {
    address,
    outcome: isRefused ? 'refused' : 'deferred',
    words,
    isGone: isRefused && isOwn && isNoMailbox(words),
  }
}

/**
 * Nobody there: not that the box is full, the message too large or the sender unwelcome.
 *
 * @source RFC 3463, 3.2: X.1.1 to X.1.3, X.1.6; RFC 7505: X.1.10
 */
function isNoMailbox(words: string): boolean {
  return /^55[013][ -]5\.1\.(1|2|3|6|10)\b/.test(words)
}

function byRecipient(errors: readonly SmtpError[] | undefined): ReadonlyMap<string, SmtpError> {
  return new Map((errors ?? []).flatMap((error) => (error.recipient === undefined ? [] : [[error.recipient, error]])))
}

function wordsOf(text: string): string {
  return oneLine(text, LONGEST_WORDS)
}
