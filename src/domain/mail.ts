import type { Environment } from './caller.ts'
import type { Document } from './document.ts'

/** `pending` waits or is on its way; `suppressed`: nobody of those it was for wants mail. */
export const MAIL_STATUSES = ['pending', 'sent', 'failed', 'suppressed'] as const

export type MailStatus = (typeof MAIL_STATUSES)[number]

/** `accepted` by the server; `bounced` afterwards; `refused` by the server, or no address at all. */
export const RECIPIENT_STATES = ['pending', 'accepted', 'refused', 'suppressed', 'bounced'] as const

export type RecipientState = (typeof RECIPIENT_STATES)[number]

/** One address of a mail. */
export interface Recipient {
  /** As it was given when it is no address. */
  readonly address: string
  /** `copy`: gets it without the others seeing it. */
  readonly role: 'to' | 'copy'
  readonly state: RecipientState
  /** The server's words, or ours. */
  readonly reason?: string
}

/** A mail that brings a document to its buyer. */
export interface Mail {
  readonly id: string
  readonly tenantId: string
  readonly environment: Environment
  readonly issuerId: string
  readonly documentId: string
  /** Who asked for it: `worker`, or a key. */
  readonly actor: string
  readonly status: MailStatus
  readonly recipients: readonly Recipient[]
  /** Tries so far. */
  readonly tries: number
  /** Why it is not sent (yet). */
  readonly reason: string | undefined
  readonly createdAt: string
  readonly updatedAt: string
  /** When a pending mail is tried next. */
  readonly nextAt: string | undefined
  readonly sentAt: string | undefined
}

export const SUPPRESSION_REASONS = ['bounced', 'complained', 'asked'] as const

/** An address that nothing is sent to. */
export interface Suppression {
  readonly address: string
  readonly reason: (typeof SUPPRESSION_REASONS)[number]
  readonly detail: string | undefined
  readonly at: string
}

/** How an issuer wants its mail. */
export interface MailSettings {
  readonly enabled: boolean
  /** What makes a mail: the authority's approval, a conditional one included. */
  readonly when: 'approved'
  readonly fromName: string | undefined
  readonly fromAddress: string | undefined
  readonly replyTo: string | undefined
  /** Who gets a copy that the buyer does not see. */
  readonly copyTo: readonly string[]
  readonly language: 'es' | 'en'
  /** Undefined: the default text of the language. */
  readonly subject: string | undefined
  readonly text: string | undefined
}

/** What counts while nobody has said anything: no mail goes to a buyer unless its issuer wants it. */
export const DEFAULT_MAIL_SETTINGS: MailSettings = {
  enabled: false,
  when: 'approved',
  fromName: undefined,
  fromAddress: undefined,
  replyTo: undefined,
  copyTo: [],
  language: 'es',
  subject: undefined,
  text: undefined,
}

export const MOST_RECIPIENTS = 10
export const MOST_COPIES = 5

/** How a mail stands by how its recipients do: what counts is whether it got to anybody that it is for. */
export function statusOf(recipients: readonly Recipient[]): MailStatus {
  if (recipients.some(({ state }) => state === 'pending')) return 'pending'
  const states = recipients.filter(({ role }) => role === 'to').map(({ state }) => state)
  if (states.includes('accepted')) return 'sent'
  return states.includes('suppressed') && !states.includes('refused') && !states.includes('bounced')
    ? 'suppressed'
    : 'failed'
}

/** Why it did not get to those who did not get it, in one text. */
export function reasonOf(recipients: readonly Recipient[]): string | undefined {
  const reasons = recipients.filter(({ reason }) => reason !== undefined)
  if (reasons.length === 0) return undefined
  return reasons.map(({ address, reason }) => `${address}: ${reason ?? ''}`).join(' | ')
}

/** Documents that buyers may have: the authority has accepted them. */
export function isMailable({ state }: Pick<Document, 'state'>): boolean {
  return state === 'approved' || state === 'conditional'
}
