import type { MasterKeys } from '../certificates/master-key.ts'
import { seal, type SealedPlace, unseal } from '../certificates/sealing.ts'
import type { Caller, Environment } from '../domain/caller.ts'
import type { Fault } from '../domain/fault.ts'
import { mailAddressOf } from '../domain/mail-address.ts'
import { isOneLine } from '../domain/one-line.ts'
import type { Clock } from '../ports/clock.ts'
import type { Mailer, MailServer } from '../ports/mailer.ts'
import type { MailRoute, MailRoutes, Mails, MailServerFacts } from '../ports/mails.ts'
import { addressFault } from './mail-settings.ts'

export interface MailServerParts {
  readonly mails: Mails
  readonly mailer: Pick<Mailer, 'instanceFrom' | 'objectionTo'>
  readonly masterKeys: MasterKeys
  readonly clock: Clock
}

/** A server as somebody gives it, the password once and never to be seen again. */
export interface MailServerRequest extends Omit<MailServerFacts, 'updatedAt'> {
  readonly password: string | undefined
}

export type MailServerOutcome =
  | { readonly kind: 'saved'; readonly server: MailServerFacts }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }

/** Puts a server of the account's own in place of the instance's, or answers everything that is wrong with it. */
export async function changeMailServer(
  parts: MailServerParts,
  { tenantId, environment, actor }: Caller,
  request: MailServerRequest,
): Promise<MailServerOutcome> {
  const faults = serverFaults(request)
  const objection = faults.length > 0 ? undefined : await parts.mailer.objectionTo(serverOf(request, request.password))
  if (objection) {
    const { code, field: path, message } = objection
    return { kind: 'faults', faults: [{ code, path, message, severity: 'error' }] }
  }
  const from = mailAddressOf(request.from)
  if (from === undefined || faults.length > 0) return { kind: 'faults', faults }

  const { password, ...facts } = request
  const server = { ...facts, from, updatedAt: parts.clock.now().toISOString() }
  const sealed = await sealedPassword(parts.masterKeys, sealedMailPlace({ tenantId, environment }), password)
  await parts.mails.changeServer(tenantId, environment, { ...server, sealed }, actor)
  return { kind: 'saved', server }
}

/** Where the password of an account's mail server is sealed for: there it opens and nowhere else. */
export function sealedMailPlace(owner: { tenantId: string; environment: Environment }): SealedPlace {
  return { tenantId: owner.tenantId, issuerId: 'mail-server', certificateId: owner.environment }
}

/** Each account's way to send mail: its own server, else the instance's. */
export function mailRoutesOver(parts: Pick<MailServerParts, 'mails' | 'mailer' | 'masterKeys'>): MailRoutes {
  return {
    async of(tenantId, environment): Promise<MailRoute | undefined> {
      const own = await parts.mails.sealedServer(tenantId, environment)
      const { instanceFrom } = parts.mailer
      if (!own) return instanceFrom === undefined ? undefined : { server: undefined, from: instanceFrom }
      const place = sealedMailPlace({ tenantId, environment })
      const password = own.sealed && Buffer.from(await unseal(own.sealed, place, parts.masterKeys)).toString()
      return { server: serverOf(own, password), from: own.from }
    },
  }
}

function serverOf(
  { host, port, security, username }: Omit<MailServerRequest, 'password'>,
  password: string | undefined,
): MailServer {
  const credentials = username === undefined || password === undefined ? undefined : { username, password }
  return { host, port, security, credentials }
}

// A name or an address, nothing that would be read as more.
const HOST = /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$|^[0-9a-fA-F:]{2,39}$/

function serverFaults({ host, username, password, from }: MailServerRequest): readonly Fault[] {
  const faults: Fault[] = []
  const add = (code: string, path: string, es: string, en: string): void => {
    faults.push({ code, path, message: { es, en }, severity: 'error' })
  }
  if (!HOST.test(host)) {
    add('mail-host', 'host', 'No es el nombre ni la dirección de un servidor.', 'Not the name or address of a server.')
  }
  if (username !== undefined && password === undefined) {
    add(
      'field-missing',
      'password',
      'Con usuario hace falta la contraseña.',
      'With a user name the password is needed.',
    )
  }
  if (password !== undefined && username === undefined) {
    add(
      'field-missing',
      'username',
      'Con contraseña hace falta el usuario.',
      'With a password the user name is needed.',
    )
  }
  for (const [path, text] of Object.entries({ username, password })) {
    if (text === undefined || isOneLine(text)) continue
    add('control-character', path, 'No puede tener caracteres de control.', 'It must not have control characters.')
  }
  if (mailAddressOf(from) === undefined) faults.push(addressFault('from'))
  return faults
}

async function sealedPassword(
  masterKeys: MasterKeys,
  place: SealedPlace,
  password: string | undefined,
): Promise<Uint8Array | undefined> {
  if (password === undefined) return undefined
  const secret = Buffer.from(password)
  try {
    return await seal(secret, place, masterKeys)
  } finally {
    secret.fill(0)
  }
}
