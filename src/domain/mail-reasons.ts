import type { Bilingual } from './fault.ts'
import { type Mail, MOST_RECIPIENTS, reasonOf } from './mail.ts'

/**
 * What Emite itself says of mail that does not arrive. Kept in English beside the words of servers, which may follow, and told
 * in the language of whoever reads it.
 */
export const MAIL_REASONS = {
  noAddress: {
    es: 'No es una dirección de correo a la que se pueda entregar.',
    en: 'Not an e-mail address that can be delivered to.',
  },
  tooMany: {
    es: `Un correo va a lo sumo a ${MOST_RECIPIENTS} direcciones.`,
    en: `A mail goes to ${MOST_RECIPIENTS} addresses at most.`,
  },
  suppressed: {
    es: 'La dirección está en la lista de exclusión.',
    en: 'The address is on the suppression list.',
  },
  cameBack: { es: 'El correo fue devuelto.', en: 'The mail came back.' },
  notSent: { es: 'No se envió.', en: 'Not sent.' },
  notApproved: { es: 'El documento ya no está aprobado.', en: 'The document is no longer approved.' },
  notMade: {
    es: 'No se pudo armar el mensaje; el registro del servidor dice por qué.',
    en: 'The message could not be made; the log says why.',
  },
  givenUp: { es: 'Se desistió tras 48 horas.', en: 'Given up after 48 hours.' },
  noServer: { es: 'No hay servidor de correo configurado.', en: 'No mail server is set up.' },
  server: { es: 'El servidor de correo:', en: 'The mail server:' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The mail with its reasons, and those of its recipients, in a language. */
export function inLanguage(mail: Mail, language: keyof Bilingual): Mail {
  const recipients = mail.recipients.map(({ reason, ...recipient }) =>
    reason === undefined ? recipient : { ...recipient, reason: said(reason, language) },
  )
  const { reason } = mail
  if (reason === undefined) return { ...mail, recipients }
  const isOfRecipients = reason === reasonOf(mail.recipients)
  return { ...mail, recipients, reason: isOfRecipients ? reasonOf(recipients) : said(reason, language) }
}

/** Our words at the beginning of a reason in the language, those of the server behind them as they are. */
function said(reason: string, language: keyof Bilingual): string {
  const own = Object.values(MAIL_REASONS).find(({ en }) => reason.startsWith(en))
  if (!own) return reason
  const rest = reason.slice(own.en.length)
  const behind = rest.trimStart()
  return `${own[language]}${rest.slice(0, rest.length - behind.length)}${said(behind, language)}`
}
