/** How a mail server is reached. */
export interface MailServer {
  readonly host: string
  readonly port: number
  /** TLS from the first byte, TLS by STARTTLS or not at all. `none` is taken for servers on this machine only. */
  readonly security: MailSecurity
  readonly credentials: { readonly username: string; readonly password: string } | undefined
}

export const MAIL_SECURITIES = ['implicit', 'starttls', 'none'] as const

export type MailSecurity = (typeof MAIL_SECURITIES)[number]

export interface Mailbox {
  readonly name: string | undefined
  readonly address: string
}

/** A message, complete. Whatever is in its texts, it cannot add a header or a recipient. */
export interface OutgoingMail {
  /** Without angle brackets; the same in every try. */
  readonly messageId: string
  readonly from: Mailbox
  /** As the message shows them, whoever of them gets this copy. */
  readonly to: readonly string[]
  readonly replyTo: string | undefined
  /** Who gets it now. */
  readonly recipients: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly MailAttachment[]
  readonly at: Date
}

export interface MailAttachment {
  readonly fileName: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

/** What the server made of one recipient. `deferred`: it may take it later. */
export interface RecipientAnswer {
  readonly address: string
  readonly outcome: 'accepted' | 'deferred' | 'refused'
  /** The server's words, without control characters, cut to a length that can be shown. */
  readonly words: string
  /** True when the server says that there is no such mailbox. */
  readonly isGone: boolean
}

/** The server's answer: one for every recipient, in their order. */
export interface MailAnswer {
  readonly recipients: readonly RecipientAnswer[]
}

/** Sends messages. */
export interface Mailer {
  /** Where messages of the instance come from; undefined while it has no way to send any. */
  readonly instanceFrom: string | undefined
  /**
   * One message, once: nothing is repeated in here. Without a server, by the instance's own way.
   *
   * @throws Outage when the server could not be reached, did not say how it ended, or lets nobody in: it may have the message
   */
  send(mail: OutgoingMail, server: MailServer | undefined): Promise<MailAnswer>
  /** Why this server can never be used from here, in words for its owner; undefined when it can. */
  objectionTo(server: MailServer): Promise<MailObjection | undefined>
  close(): Promise<void>
}

export interface MailObjection {
  readonly code: string
  readonly field: 'host' | 'security'
  readonly message: { readonly es: string; readonly en: string }
}
