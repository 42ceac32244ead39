import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MailAnswer, OutgoingMail } from '../../ports/mailer.ts'

export interface MailFolderSettings {
  readonly folder: string
  /** Whole messages, as they would go over the wire. */
  readonly compose: (mail: OutgoingMail) => Promise<Uint8Array>
}

/** Writes messages into a folder instead of sending them: one `.eml` file each, there as a whole or not at all. */
export function mailFolder({ folder, compose }: MailFolderSettings): (mail: OutgoingMail) => Promise<MailAnswer> {
  return async (mail) => {
    const name = `${mail.at.toISOString().replaceAll(':', '-')}-${mail.messageId.replace(/[^\w.@-]/g, '_')}`
    // Messages hold what is between a seller and a buyer.
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const draft = join(folder, `.${name}.part`)
    await writeFile(draft, await compose(mail), { mode: 0o600 })
    await rename(draft, join(folder, `${name}.eml`))
    const words = `250 kept as ${name}.eml`
    return { recipients: mail.recipients.map((address) => ({ address, outcome: 'accepted', words, isGone: false })) }
  }
}
