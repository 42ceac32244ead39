import type { Caller } from '../domain/caller.ts'
import { mailDomainOf } from '../domain/mail-address.ts'
import { Outage } from '../domain/outage.ts'
import type { Chance } from '../ports/chance.ts'
import type { Clock } from '../ports/clock.ts'
import type { Mailer } from '../ports/mailer.ts'
import type { MailRoutes } from '../ports/mails.ts'

export interface MailTrialParts {
  readonly mailRoutes: MailRoutes
  readonly mailer: Mailer
  readonly clock: Clock
  readonly chance: Chance
}

/** What a server made of a test mail. */
export interface MailTrial {
  readonly accepted: boolean
  readonly words: string
  readonly server: 'own' | 'instance'
}

const TEXTS = {
  es: { subject: 'Prueba de correo de Emite', text: 'Si lee esto, el servidor de correo funciona.\n' },
  en: { subject: 'Test mail from Emite', text: 'If you read this, the mail server works.\n' },
} as const

/** Sends a test mail by the account's server, else by the instance's. Undefined while there is neither. */
export async function tryMailServer(
  { mailRoutes, mailer, clock, chance }: MailTrialParts,
  { tenantId, environment }: Caller,
  to: string,
  language: 'es' | 'en',
): Promise<MailTrial | undefined> {
  const route = await mailRoutes.of(tenantId, environment)
  if (!route) return undefined
  const server = route.server ? 'own' : 'instance'
  const { subject, text } = TEXTS[language]
  const mail = {
    messageId: `${chance.id()}@${mailDomainOf(route.from)}`,
    from: { name: 'Emite', address: route.from },
    to: [to],
    replyTo: undefined,
    recipients: [to],
    subject,
    text,
    html: `<!doctype html>\n<html lang="${language}"><body><p>${text.trim()}</p></body></html>\n`,
    attachments: [],
    at: clock.now(),
  }
  try {
    const [answer] = (await mailer.send(mail, route.server)).recipients
    return { accepted: answer?.outcome === 'accepted', words: answer?.words ?? '', server }
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    return { accepted: false, words: error.message, server }
  }
}
