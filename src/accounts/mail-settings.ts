import type { Caller } from '../domain/caller.ts'
import type { Bilingual, Fault } from '../domain/fault.ts'
import { mailAddressOf, mailDomainOf } from '../domain/mail-address.ts'
import { templateFaults } from '../domain/mail-template.ts'
import type { MailSettings } from '../domain/mail.ts'
import { isOneLine } from '../domain/one-line.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { Mailer } from '../ports/mailer.ts'
import type { Mails } from '../ports/mails.ts'
import { issuerOf } from './issuers.ts'

export interface MailSettingsParts {
  readonly accounts: Accounts
  readonly mails: Mails
  readonly mailer: Pick<Mailer, 'instanceFrom'>
}

export type MailSettingsOutcome =
  | { readonly kind: 'saved'; readonly settings: MailSettings }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }

/** How an issuer wants its mail. @throws Refusal not-found */
export async function mailSettingsOf(
  { accounts, mails }: MailSettingsParts,
  caller: Caller,
  issuerId: string,
): Promise<MailSettings> {
  const issuer = await issuerOf({ accounts }, caller, issuerId)
  return mails.settings(caller.tenantId, issuer.id)
}

/** Replaces how an issuer wants its mail, or answers everything that is wrong with it. @throws Refusal not-found */
export async function changeMailSettings(
  { accounts, mails, mailer }: MailSettingsParts,
  caller: Caller,
  issuerId: string,
  wanted: MailSettings,
): Promise<MailSettingsOutcome> {
  const issuer = await issuerOf({ accounts }, caller, issuerId)
  const server = await mails.server(caller.tenantId, caller.environment)
  const faults = [
    ...addressFaults(wanted),
    ...textFaults(wanted),
    ...wayFaults(wanted, server !== undefined, mailer.instanceFrom),
  ]
  if (faults.length > 0) return { kind: 'faults', faults }
  const settings = withPlainAddresses(wanted)
  await mails.changeSettings(caller.tenantId, issuer.id, settings, caller.actor)
  return { kind: 'saved', settings }
}

function addressFaults({ fromAddress, replyTo, copyTo }: MailSettings): readonly Fault[] {
  const given: [string, string | undefined][] = [
    ['fromAddress', fromAddress],
    ['replyTo', replyTo],
    ...copyTo.map((address, i): [string, string] => [`copyTo[${i}]`, address]),
  ]
  return given
    .filter(([, address]) => address !== undefined && mailAddressOf(address) === undefined)
    .map(([path]) => addressFault(path))
}

/** A text that is no address. */
export function addressFault(path: string): Fault {
  return fault('mail-address', path, {
    es: 'No es una dirección de correo, como ventas@ejemplo.com.',
    en: 'Not an e-mail address such as sales@example.com.',
  })
}

function textFaults({ fromName, subject, text }: MailSettings): readonly Fault[] {
  const lines = Object.entries({ fromName, subject }).filter(([, line]) => line !== undefined && !isOneLine(line))
  return [
    ...lines.map(([path]) =>
      fault('control-character', path, {
        es: 'Debe ser una sola línea, sin caracteres de control.',
        en: 'It must be one line, without control characters.',
      }),
    ),
    ...(subject === undefined ? [] : templateFaults(subject, 'subject')),
    ...(text === undefined ? [] : templateFaults(text, 'text')),
  ]
}

function wayFaults(
  { enabled, fromAddress }: MailSettings,
  hasServer: boolean,
  instanceFrom: string | undefined,
): readonly Fault[] {
  if (hasServer) return []
  if (instanceFrom === undefined) {
    if (!enabled) return []
    return [
      fault('mail-server-missing', 'enabled', {
        es: 'No hay servidor de correo: configure uno con PUT /api/v1/mail/server, o pídalo al operador.',
        en: 'There is no mail server: set one with PUT /api/v1/mail/server, or ask the operator for one.',
      }),
    ]
  }
  const address = mailAddressOf(fromAddress ?? '')
  if (address === undefined || mailDomainOf(address) === mailDomainOf(instanceFrom)) return []
  const domain = mailDomainOf(instanceFrom)
  return [
    fault('mail-domain', 'fromAddress', {
      es: `Por el servidor de la instalación solo se envía desde @${domain}. Use replyTo, o configure su propio servidor.`,
      en: `Through the installation's server mail comes from @${domain} only. Use replyTo, or set a server of your own.`,
    }),
  ]
}

function withPlainAddresses(settings: MailSettings): MailSettings {
  const plain = (address: string | undefined): string | undefined => address && mailAddressOf(address)
  return {
    ...settings,
    fromAddress: plain(settings.fromAddress),
    replyTo: plain(settings.replyTo),
    copyTo: settings.copyTo.map((address) => mailAddressOf(address) ?? address),
  }
}

function fault(code: string, path: string, message: Bilingual): Fault {
  return { code, path, message, severity: 'error' }
}
