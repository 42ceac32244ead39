import { Type } from 'typebox'
import { type Mail, MAIL_STATUSES, RECIPIENT_STATES, SUPPRESSION_REASONS } from '../../domain/mail.ts'
import { inLanguage } from '../../domain/mail-reasons.ts'
import { MAIL_SECURITIES } from '../../ports/mailer.ts'
import type { Language } from '../language.ts'

export const MailAddress = Type.String({ minLength: 3, maxLength: 320, description: 'An e-mail address.' })

const Recipient = Type.Object({
  address: Type.String(),
  role: Type.Enum(['to', 'copy'], { description: '`copy`: the others do not see it.' }),
  state: Type.Enum([...RECIPIENT_STATES]),
  reason: Type.Optional(Type.String({ description: "The mail server's words, or Emite's." })),
})

/** A mail as clients see it. */
export const MailSchema = Type.Object(
  {
    id: Type.String({ description: 'UUID; also the first part of the Message-ID.' }),
    documentId: Type.String(),
    status: Type.Enum([...MAIL_STATUSES], {
      description:
        '`pending` waits or is on its way, `sent`: a server took it for at least one recipient, `failed`: it got to nobody (a ' +
        'bounce makes it so later), `suppressed`: nobody it was for wants mail.',
    }),
    recipients: Type.Array(Recipient),
    attempts: Type.Integer(),
    reason: Type.Optional(Type.String({ description: 'Why it did not get to everybody (yet).' })),
    requestedBy: Type.String({ description: '`worker`, or the key that had it sent again.' }),
    createdAt: Type.String(),
    nextAt: Type.Optional(Type.String({ description: 'When a pending mail is tried next.' })),
    sentAt: Type.Optional(Type.String()),
  },
  { $id: 'Mail', description: 'A mail that brings a document to its buyer.' },
)

/** A mail in the shape of {@link MailSchema}. */
export function mailView(mail: Mail, language: Language) {
  const { id, documentId, status, recipients, tries, reason, actor, createdAt, nextAt, sentAt } = inLanguage(
    mail,
    language,
  )
  return {
    id,
    documentId,
    status,
    recipients: recipients.map(({ address, role, state, reason: words }) => ({
      address,
      role,
      state,
      ...(words === undefined ? {} : { reason: words }),
    })),
    attempts: tries,
    ...(reason === undefined ? {} : { reason }),
    requestedBy: actor,
    createdAt,
    ...(nextAt === undefined ? {} : { nextAt }),
    ...(sentAt === undefined ? {} : { sentAt }),
  }
}

export const SuppressionSchema = Type.Object(
  {
    address: Type.String(),
    reason: Type.Enum([...SUPPRESSION_REASONS]),
    detail: Type.Optional(Type.String({ description: 'The words of the server or of the person.' })),
    at: Type.String(),
  },
  { $id: 'Suppression', description: 'An address that nothing is sent to.' },
)

/** An account's own server, without its password. */
export const MailServerSchema = Type.Object(
  {
    host: Type.String(),
    port: Type.Integer(),
    security: Type.Enum([...MAIL_SECURITIES]),
    username: Type.Optional(Type.String()),
    from: Type.String(),
    updatedAt: Type.String(),
  },
  { $id: 'MailServer', description: "An account's own mail server. Its password cannot be read." },
)
