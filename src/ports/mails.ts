import type { Environment } from '../domain/caller.ts'
import type { Document } from '../domain/document.ts'
import type { Mail, MailSettings, MailStatus, Recipient, Suppression } from '../domain/mail.ts'
import type { MailSecurity, MailServer } from './mailer.ts'

/** A tenant's own server as it can be shown: never its password. */
export interface MailServerFacts {
  readonly host: string
  readonly port: number
  readonly security: MailSecurity
  readonly username: string | undefined
  readonly from: string
  readonly updatedAt: string
}

/** Newest first. `before` is the id of the last mail of the page before. */
export interface MailQuery {
  readonly tenantId: string
  readonly environment: Environment
  readonly limit: number
  readonly before?: string
  readonly status?: MailStatus
  readonly documentId?: string
}

/** A person's wish that a document's mail goes out again. */
export interface MailRequest {
  readonly id: string
  readonly document: Document
  readonly actor: string
  readonly key: string | undefined
  /** Undefined: those that the draft names. */
  readonly to: readonly string[] | undefined
  readonly now: Date
  /** Most mails of one document in the window, whoever asked for them; one more is too many. */
  readonly limit: { readonly mails: number; readonly windowMs: number }
}

/** `no-recipient`: neither the draft nor the wish names one. `other-request`: the key was used with other addresses. */
export type MailRequestOutcome =
  | { readonly kind: 'queued' | 'replayed'; readonly mail: Mail }
  | { readonly kind: 'too-many'; readonly until: Date }
  | { readonly kind: 'no-recipient' | 'other-request' | 'changed' }

export interface Bounce {
  readonly tenantId: string
  readonly environment: Environment
  readonly address: string | undefined
  readonly mailId: string | undefined
  readonly reason: Suppression['reason']
  readonly detail: string | undefined
  readonly at: Date
}

/** `unclear`: the mail went to several, and it was not said which of them bounced. */
export type BounceOutcome =
  | { readonly kind: 'noted'; readonly addresses: readonly string[]; readonly mails: readonly string[] }
  | { readonly kind: 'unknown' | 'unclear' }

/** Mails, how issuers want them, through which server, and whom none is sent to. Changes by people are in the audit log. */
export interface Mails {
  settings(tenantId: string, issuerId: string): Promise<MailSettings>
  changeSettings(tenantId: string, issuerId: string, settings: MailSettings, actor: string): Promise<void>

  server(tenantId: string, environment: Environment): Promise<MailServerFacts | undefined>
  sealedServer(
    tenantId: string,
    environment: Environment,
  ): Promise<(MailServerFacts & { readonly sealed: Uint8Array | undefined }) | undefined>
  changeServer(
    tenantId: string,
    environment: Environment,
    server: MailServerFacts & { readonly sealed: Uint8Array | undefined },
    actor: string,
  ): Promise<void>
  /** False when there is none. */
  removeServer(tenantId: string, environment: Environment, actor: string): Promise<boolean>

  list(query: MailQuery): Promise<readonly Mail[]>
  request(request: MailRequest): Promise<MailRequestOutcome>

  /** By address. `after` is the last address of the page before. */
  suppressions(
    tenantId: string,
    environment: Environment,
    page: { readonly limit: number; readonly after: string | undefined },
  ): Promise<readonly Suppression[]>
  suppress(tenantId: string, environment: Environment, suppression: Suppression, actor: string): Promise<void>
  /** False when it is not there. */
  release(tenantId: string, environment: Environment, address: string, actor: string): Promise<boolean>
  bounced(bounce: Bounce, actor: string): Promise<BounceOutcome>
}

/** One mail, held by this process until its lease ends. */
export interface MailItem {
  readonly tenantId: string
  readonly environment: Environment
  readonly id: string
  readonly documentId: string
  /** Tries before this one. */
  readonly tries: number
  /** Fencing token. */
  readonly attempt: number
}

/** How many of what may be under way at one time. */
export interface MailClaimLimits {
  readonly total: number
  readonly perAccount: number
  /** Accounts that have their share in this process already, as {@link accountOf} names them. */
  readonly busy: readonly string[]
}

/** Whose server a mail goes through, as one word. */
export function accountOf({ tenantId, environment }: Pick<MailItem, 'tenantId' | 'environment'>): string {
  return `${tenantId}/${environment}`
}

/** How a try ended. */
export interface MailEnd {
  readonly at: Date
  readonly status: MailStatus
  readonly recipients: readonly Recipient[]
  /** True when with this try it got to the first of those it is for. Others may still wait. */
  readonly isDelivered: boolean
  readonly reason: string | undefined
  /** When a pending mail is tried again. */
  readonly nextAt: Date | undefined
  /**
   * Set when the server itself could not be used: until then nothing of the account is tried. `over` once it has answered;
   * undefined when it was not asked.
   */
  readonly restUntil: Date | 'over' | undefined
  /** Addresses of which the server says that they do not exist, with its words. */
  readonly gone: readonly { readonly address: string; readonly words: string }[]
}

/** What is to be sent. Many processes share it. */
export interface MailQueue {
  /** Takes due mails, evenly over the accounts. */
  claim(now: Date, limits: MailClaimLimits, leaseMs: number): Promise<readonly MailItem[]>
  /** The mail; recipients that were suppressed meanwhile are so in it. */
  load(item: MailItem): Promise<Mail | undefined>
  /** Records how a try ended; a mail that got to somebody is told in its document's timeline, once. False when another has taken it over. */
  settle(item: MailItem, end: MailEnd): Promise<boolean>
  /** When the next mail is due, if any. */
  nextDue(): Promise<Date | undefined>
  /** How many mails wait, for metrics. */
  depth(): Promise<number>
}

/** Through which server an account's mail goes, and as whom. */
export interface MailRoute {
  /** Undefined: the instance's own way. */
  readonly server: MailServer | undefined
  readonly from: string
}

/** Opens sealed passwords. */
export interface MailRoutes {
  /** Undefined while neither the account nor the instance has a server. */
  of(tenantId: string, environment: Environment): Promise<MailRoute | undefined>
}
