import { MAIL_REASONS } from '../domain/mail-reasons.ts'
import { isMailable, type Mail, type MailStatus, reasonOf, type Recipient, statusOf } from '../domain/mail.ts'
import { Outage } from '../domain/outage.ts'
import { letterOf } from '../journey/letter.ts'
import type { PaperParts } from '../journey/paper.ts'
import { afterPause } from '../journey/step.ts'
import type { Chance } from '../ports/chance.ts'
import type { Clock } from '../ports/clock.ts'
import type { Documents } from '../ports/documents.ts'
import type { MailAnswer, Mailer } from '../ports/mailer.ts'
import { accountOf, type MailEnd, type MailItem, type MailQueue, type MailRoutes, type Mails } from '../ports/mails.ts'

/** What the sender runs on. */
export interface MailSenderParts extends PaperParts {
  readonly mailQueue: MailQueue
  readonly mails: Pick<Mails, 'settings'>
  readonly mailRoutes: MailRoutes
  readonly mailer: Pick<Mailer, 'send'>
  readonly documents: Pick<Documents, 'get' | 'files'>
  readonly clock: Clock
  readonly chance: Chance
  /** Told of every try's end, for logs and metrics. */
  readonly observe: (observation: MailObservation) => void
}

export interface MailObservation {
  readonly item: MailItem
  /** `pending`: it is tried again. `broken`: something of ours failed; tried again when the lease ends. */
  readonly outcome: MailStatus | 'overtaken' | 'broken'
  readonly error?: unknown
}

/** Mails of one account that a process sends at one time. */
const PER_ACCOUNT = 4
// Longer than printing and the longest conversation with a server together.
const LEASE_MS = 300_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const PAUSES_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 8 * HOUR_MS]
/** Servers may be away over a weekend's night; a buyer who has not got it after two days must be reached otherwise. */
const GIVEN_UP_AFTER_MS = 48 * HOUR_MS
// A server that could not be used is left alone that long.
const REST_MS = MINUTE_MS

/**
 * Sends waiting mails. Any number of senders, in any number of processes, may run beside each other. What was handed over when the
 * process died is handed over again under the same Message-ID: twice is possible then, never is not.
 */
export class MailSender {
  readonly #parts: MailSenderParts
  readonly #running = new Map<MailItem, Promise<void>>()

  constructor(parts: MailSenderParts) {
    this.#parts = parts
  }

  /** Mails under way. */
  get running(): number {
    return this.#running.size
  }

  /** Claims up to `limit` due mails and begins to send them. Answers how many. */
  async start(limit: number): Promise<number> {
    const limits = { total: limit, perAccount: PER_ACCOUNT, busy: this.#busy() }
    const items = await this.#parts.mailQueue.claim(this.#parts.clock.now(), limits, LEASE_MS)
    for (const item of items) {
      this.#running.set(
        item,
        this.#take(item).finally(() => this.#running.delete(item)),
      )
    }
    return items.length
  }

  /** Sends every mail that is due now. Answers how many tries there were. */
  async drain(): Promise<number> {
    let taken = 0
    for (;;) {
      const wasIdle = this.running === 0
      const started = await this.start(64)
      taken += started
      await this.idle()
      if (started === 0 && wasIdle) return taken
    }
  }

  /** Resolves when no mail is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values())
  }

  /** Resolves as soon as one of the mails under way ends. */
  async oneDone(): Promise<void> {
    await Promise.race(this.#running.values())
  }

  /** Leases are longer than any try: there is nothing to keep. */
  heartbeat(): Promise<void> {
    return Promise.resolve()
  }

  /** When to look again. While an account has all of its hands full, what it has beyond that does not count. */
  async nextDue(): Promise<Date | undefined> {
    return this.#busy().length > 0 ? undefined : this.#parts.mailQueue.nextDue()
  }

  #busy(): readonly string[] {
    const counts = new Map<string, number>()
    for (const item of this.#running.keys()) counts.set(accountOf(item), (counts.get(accountOf(item)) ?? 0) + 1)
    return [...counts].filter(([, count]) => count >= PER_ACCOUNT).map(([account]) => account)
  }

  async #take(item: MailItem): Promise<void> {
    try {
      const mail = await this.#parts.mailQueue.load(item)
      if (!mail) {
        this.#parts.observe({ item, outcome: 'overtaken' })
        return
      }
      const end = await this.#try(item, mail)
      const isOurs = await this.#parts.mailQueue.settle(item, end)
      this.#parts.observe({ item, outcome: isOurs ? end.status : 'overtaken' })
    } catch (error) {
      this.#parts.observe({ item, outcome: 'broken', error })
    }
  }

  async #try(item: MailItem, mail: Mail): Promise<MailEnd> {
    const parts = this.#parts
    const { tenantId, environment } = mail
    const hasReader = mail.recipients.some(({ role, state }) => role === 'to' && GETS_IT.includes(state))
    if (!hasReader) return this.#ended(mail.recipients.map(withdrawn))
    const [document, settings, route] = await Promise.all([
      parts.documents.get(tenantId, environment, mail.documentId),
      parts.mails.settings(tenantId, mail.issuerId),
      parts.mailRoutes.of(tenantId, environment),
    ])
    if (!document || !isMailable(document))
      return this.#ended(mail.recipients.map(withdrawn), MAIL_REASONS.notApproved.en)
    try {
      if (!route) throw new Outage('mail', MAIL_REASONS.noServer.en, REST_MS)
      const letter = await letterOf(parts, { mail, document, settings, route, at: parts.clock.now() })
      const answer = await parts.mailer.send(letter, route.server)
      return this.#answered(mail, answer)
    } catch (error) {
      if (!(error instanceof Outage)) parts.observe({ item, outcome: 'broken', error })
      const words = error instanceof Outage ? error.message : MAIL_REASONS.notMade.en
      const end = this.#deferred(mail, mail.recipients, words)
      return error instanceof Outage && error.part === 'mail' ? { ...end, restUntil: this.#in(REST_MS) } : end
    }
  }

  #answered(mail: Mail, { recipients: answers }: MailAnswer): MailEnd {
    const byAddress = new Map(answers.map((answer) => [answer.address, answer]))
    const recipients = mail.recipients.map((recipient): Recipient => {
      const answer = recipient.state === 'pending' ? byAddress.get(recipient.address) : undefined
      if (!answer) return recipient
      const { address, role } = recipient
      if (answer.outcome === 'accepted') return { address, role, state: 'accepted' }
      return { address, role, state: answer.outcome === 'refused' ? 'refused' : 'pending', reason: answer.words }
    })
    const gone = answers.filter(({ isGone }) => isGone).map(({ address, words }) => ({ address, words }))
    const waits = recipients.some(({ state }) => state === 'pending')
    const isDelivered = !hasArrived(mail.recipients) && hasArrived(recipients)
    const end = waits ? this.#deferred(mail, recipients) : this.#ended(recipients)
    return { ...end, restUntil: 'over', isDelivered, gone }
  }

  /** Another try later, as long as there is time for one. */
  #deferred(mail: Mail, recipients: readonly Recipient[], words?: string): MailEnd {
    const at = this.#parts.clock.now()
    const deadline = Date.parse(mail.createdAt) + GIVEN_UP_AFTER_MS
    if (at.getTime() >= deadline) {
      return this.#ended(recipients.map((recipient) => givenUp(recipient, words)))
    }
    const next = afterPause(this.#parts, PAUSES_MS, mail.tries)
    return {
      at,
      status: 'pending',
      recipients,
      reason: words ?? reasonOf(recipients),
      nextAt: new Date(Math.min(next.getTime(), deadline)),
      restUntil: undefined,
      isDelivered: false,
      gone: [],
    }
  }

  #ended(recipients: readonly Recipient[], reason?: string): MailEnd {
    return {
      at: this.#parts.clock.now(),
      status: statusOf(recipients),
      recipients,
      reason: reason ?? reasonOf(recipients),
      nextAt: undefined,
      restUntil: undefined,
      isDelivered: false,
      gone: [],
    }
  }

  #in(ms: number): Date {
    return new Date(this.#parts.clock.now().getTime() + ms)
  }
}

const GETS_IT: readonly string[] = ['pending', 'accepted']

function hasArrived(recipients: readonly Recipient[]): boolean {
  return recipients.some(({ role, state }) => role === 'to' && (state === 'accepted' || state === 'bounced'))
}

function withdrawn(recipient: Recipient): Recipient {
  return recipient.state === 'pending' ? { ...recipient, state: 'refused', reason: MAIL_REASONS.notSent.en } : recipient
}

function givenUp(recipient: Recipient, words: string | undefined): Recipient {
  if (recipient.state !== 'pending') return recipient
  return {
    ...recipient,
    state: 'refused',
    reason: `${MAIL_REASONS.givenUp.en} ${words ?? recipient.reason ?? ''}`.trim(),
  }
}
