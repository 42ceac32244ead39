import { mailRoutesOver } from './accounts/mail-servers.ts'
import { mailFolder } from './adapters/mail-folder/mail-folder.ts'
import type { Database } from './adapters/postgres/database.ts'
import { mailStore } from './adapters/postgres/mail-store.ts'
import { mailWork } from './adapters/postgres/mail-work.ts'
import { messageOf } from './adapters/smtp/message.ts'
import { smtpMailer, type SmtpLimits } from './adapters/smtp/smtp-mailer.ts'
import type { MasterKeys } from './certificates/master-key.ts'
import type { Config } from './config.ts'
import type { Clock } from './ports/clock.ts'
import type { Mailer } from './ports/mailer.ts'
import type { MailQueue, MailRoutes, Mails } from './ports/mails.ts'

/** What mail takes. */
export interface MailParts {
  readonly mails: Mails
  readonly mailQueue: MailQueue
  readonly mailRoutes: MailRoutes
  readonly mailer: Mailer
}

/** How a test meets servers: trusted certificates, and patience in real time. */
export interface MailSurroundings {
  readonly trusted?: string
  readonly limits?: Partial<SmtpLimits>
}

/** Puts the parts of mail together. */
export function mailParts(
  config: Config,
  { database, clock, masterKeys }: { database: Database; clock: Clock; masterKeys: MasterKeys },
  surroundings: MailSurroundings = {},
): MailParts {
  const mails = mailStore(database, clock)
  const mailer = mailerOf(config, surroundings)
  const mailRoutes = mailRoutesOver({ mails, mailer, masterKeys })
  return { mails, mailQueue: mailWork(database), mailRoutes, mailer }
}

/** With a folder the instance's mail is written there; accounts' own servers are used all the same. */
function mailerOf(config: Config, surroundings: MailSurroundings): Mailer {
  const { smtpServer, mailFrom, mailFolder: folder, loopbackOnly, mailAllowPrivate: allowPrivate } = config
  const instance = smtpServer && mailFrom !== undefined ? { ...smtpServer, from: mailFrom } : undefined
  const smtp = smtpMailer({ instance, loopbackOnly, allowPrivate, ...surroundings })
  if (folder === undefined) return smtp
  const keep = mailFolder({ folder, compose: messageOf })
  return {
    ...smtp,
    instanceFrom: mailFrom,
    send: (mail, server) => (server ? smtp.send(mail, server) : keep(mail)),
  }
}
