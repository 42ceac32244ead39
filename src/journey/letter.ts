import { mailAddressOf, mailDomainOf } from '../domain/mail-address.ts'
import { filled, filledLines, type PlaceholderValues } from '../domain/mail-template.ts'
import type { Mail, MailSettings } from '../domain/mail.ts'
import type { Document } from '../domain/document.ts'
import { officialNameOf } from '../domain/official-name.ts'
import { oneLine } from '../domain/one-line.ts'
import type { IssuerProfile } from '../jurisdictions/jurisdiction.ts'
import type { MailAttachment, Mailbox, OutgoingMail } from '../ports/mailer.ts'
import type { MailRoute } from '../ports/mails.ts'
import { LETTER_TEXTS } from './letter-texts.ts'
import { type PaperParts, paperOf } from './paper.ts'

/** What a mail is written from. */
export interface LetterFacts {
  readonly mail: Mail
  readonly document: Document
  readonly settings: MailSettings
  readonly route: MailRoute
  readonly at: Date
}

const LONGEST_VALUE = 300

/**
 * The message that brings a document to its buyer: the issuer's text, the legal file and the paper. It goes to the recipients that
 * still wait, and is the same for all of them.
 *
 * @throws Outage when too much is waiting to be printed
 */
export async function letterOf(parts: PaperParts, facts: LetterFacts): Promise<OutgoingMail> {
  const { mail, document, settings, route, at } = facts
  const issuer = await parts.accounts.issuer(document.tenantId, document.issuerId)
  if (!issuer) throw new Error(`the issuer of document ${document.id} is gone`)
  const from = senderOf(settings, route, issuer.profile)
  const texts = LETTER_TEXTS[settings.language]
  const values = valuesOf(parts, facts, issuer.profile)
  const isTest = document.environment === 'sandbox'
  const subject = oneLine(filled(settings.subject ?? texts.subject, values), LONGEST_VALUE)
  const body = filledLines(settings.text ?? texts.text, values).toWellFormed()
  const text = isTest ? `${texts.test.text}\n\n${body}` : body
  return {
    messageId: `${mail.id}@${mailDomainOf(from.address)}`,
    from,
    to: mail.recipients
      .filter(({ role, state }) => role === 'to' && SHOWN.includes(state))
      .map(({ address }) => address),
    replyTo: settings.replyTo ?? settings.fromAddress ?? mailAddressOf(issuer.profile.email ?? ''),
    recipients: mail.recipients.filter(({ state }) => state === 'pending').map(({ address }) => address),
    subject: isTest ? `${texts.test.subject} ${subject}` : subject,
    text: `${text}\n`,
    html: htmlOf(text, settings.language),
    attachments: await attachmentsOf(parts, document),
    at,
  }
}

// Whoever was refused as no address must not be in a header.
const SHOWN: readonly string[] = ['pending', 'accepted', 'bounced']

/** Through the instance's server nobody goes by an address of a domain that is not the instance's own. */
function senderOf(
  { fromName, fromAddress }: MailSettings,
  { server, from }: MailRoute,
  issuer: IssuerProfile,
): Mailbox {
  const isOwn = server !== undefined || (fromAddress !== undefined && mailDomainOf(fromAddress) === mailDomainOf(from))
  const name = fromName ?? issuer.tradeName ?? issuer.name
  return { name: oneLine(name, LONGEST_VALUE), address: isOwn && fromAddress !== undefined ? fromAddress : from }
}

function valuesOf(
  { jurisdictions }: PaperParts,
  { document, settings }: LetterFacts,
  issuer: IssuerProfile,
): PlaceholderValues {
  const { type, verdict, stamp } = document
  const country = jurisdictions.find(({ code }) => code === document.jurisdiction)
  const name = country?.documentTypes.find(({ code }) => code === type)?.name[settings.language] ?? type
  const hasTotal = /[1-9]/.test(document.total)
  const values: PlaceholderValues = {
    number: document.number,
    type: name,
    total: hasTotal ? grouped(document.total) : '',
    currency: hasTotal ? document.currency : '',
    issuer: issuer.tradeName ?? issuer.name,
    issuerTaxId: document.issuerTaxId,
    buyer: document.buyerName ?? '',
    buyerTaxId: document.buyerTaxId ?? '',
    issueDate: settings.language === 'es' ? document.issueDate.split('-').reverse().join('/') : document.issueDate,
    authorization: verdict?.authorization ?? stamp.accessKey ?? '',
    securityCode: stamp.securityCode ?? '',
    accessKey: stamp.accessKey ?? '',
    link: stamp.url ?? '',
    externalId: document.externalId ?? '',
  }
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, oneLine(value, 1_000)]))
}

/** `1234567.50` → `1,234,567.50`, as both countries write it. */
function grouped(total: string): string {
  const [whole = '', decimals] = total.split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals === undefined ? groups : `${groups}.${decimals}`
}

/** The file that counts: where the authority gives its own, which holds the document, that one; else the signed one. */
async function attachmentsOf(parts: PaperParts, document: Document): Promise<readonly MailAttachment[]> {
  const [files, paper] = await Promise.all([
    parts.documents.files(document.tenantId, document.id),
    paperOf(parts, document),
  ])
  if (!files) throw new Error(`the files of document ${document.id} are gone`)
  const answer = files.answer !== undefined && /\bxml\b/.test(files.answer.contentType) ? files.answer.body : undefined
  return [
    {
      fileName: `${officialNameOf(document)}.xml`,
      contentType: 'application/xml',
      bytes: answer === undefined ? files.xml : Buffer.from(answer),
    },
    { fileName: paper.fileName, contentType: 'application/pdf', bytes: paper.bytes },
  ]
}

/** The same words for those who read HTML: text, paragraphs and line breaks, nothing that is loaded or run. */
function htmlOf(text: string, language: string): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.split('\n').map(escaped).join('<br>\n')}</p>`)
  return [
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"></head>`,
    `<body style="font-family: sans-serif; line-height: 1.5; color: #222">\n${paragraphs.join('\n')}\n</body></html>\n`,
  ].join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
