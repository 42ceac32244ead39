import MailComposer from 'nodemailer/lib/mail-composer'
import { oneLine } from '../../domain/one-line.ts'
import type { Mailbox, OutgoingMail } from '../../ports/mailer.ts'

const LONGEST_SUBJECT = 250
const LONGEST_NAME = 120

/** The message as it goes over the wire (RFC 5322, MIME). Names and subjects are encoded; nothing in them begins a new header. */
export function messageOf(mail: OutgoingMail): Promise<Buffer> {
  return new MailComposer({
    messageId: `<${mail.messageId}>`,
    date: mail.at,
    from: mailboxOf(mail.from),
    to: mail.to.map((address) => mailboxOf({ name: undefined, address })),
    ...(mail.replyTo === undefined ? {} : { replyTo: mailboxOf({ name: undefined, address: mail.replyTo }) }),
    subject: headerText(mail.subject, LONGEST_SUBJECT),
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(({ fileName, contentType, bytes }) => ({
      filename: fileName,
      contentType,
      contentDisposition: 'attachment',
      // Text would be allowed to change its line ends on the way, and a signature with it.
      encoding: 'base64',
      contentTransferEncoding: 'base64',
      content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    })),
    // Nobody's holiday answers it, no list forwards it (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}

function mailboxOf({ name, address }: Mailbox): { name: string; address: string } {
  return { name: name === undefined ? '' : headerText(name, LONGEST_NAME), address }
}

/** One line, and nothing that readers would take for an encoded word (RFC 2047) and decode into something else. */
function headerText(text: string, most: number): string {
  return oneLine(text, most).replaceAll('=?', '= ?')
}
