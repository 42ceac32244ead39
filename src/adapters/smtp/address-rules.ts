import type { MailObjection, MailServer } from '../../ports/mailer.ts'
import { isLoopback, isPublic, literalOf } from '../internet-address.ts'
import type { Resolve } from '../names.ts'

/** Where servers may be. */
export interface AddressRules {
  /** Nothing but this machine is contacted. */
  readonly loopbackOnly: boolean
  /** Servers of tenants may be in the operator's own network. */
  readonly allowPrivate: boolean
  /** Tells the addresses of a server's name. */
  readonly resolve: Resolve
}

/** A server that may not be used from here. */
export class ForbiddenServer extends Error {
  readonly objection: MailObjection

  constructor(objection: MailObjection) {
    super(objection.message.en)
    this.name = 'ForbiddenServer'
    this.objection = objection
  }
}

/**
 * The addresses of a server's host that may be connected to. They are looked up for every connection, and the connection goes to
 * exactly these: a name that leads elsewhere a moment later gains nothing.
 *
 * @throws ForbiddenServer; the resolver's error for a name that is none
 */
export async function allowedAddresses(
  server: Pick<MailServer, 'host' | 'security'>,
  rules: AddressRules,
): Promise<readonly string[]> {
  const found = await addressesOf(server.host, rules)
  const loopback = found.filter(isLoopback)
  if (rules.loopbackOnly) return some(loopback, NOT_LOOPBACK)
  if (server.security === 'none') return some(loopback, UNPROTECTED)
  if (rules.allowPrivate) return found
  return some(found.filter(isPublic), PRIVATE)
}

/** An address is itself, and the name of this machine means the same everywhere (RFC 6761): neither is asked for. */
async function addressesOf(host: string, { resolve }: AddressRules): Promise<readonly string[]> {
  const literal = literalOf(host)
  if (literal !== undefined) return [literal]
  return host.toLowerCase() === 'localhost' ? ['127.0.0.1', '::1'] : resolve(host)
}

function some(addresses: readonly string[], objection: MailObjection): readonly string[] {
  if (addresses.length === 0) throw new ForbiddenServer(objection)
  return addresses
}

const NOT_LOOPBACK: MailObjection = {
  code: 'mail-host-not-loopback',
  field: 'host',
  message: {
    es: 'Esta instalación solo contacta esta máquina: use un servidor en 127.0.0.1.',
    en: 'This installation contacts nothing but this machine: use a server on 127.0.0.1.',
  },
}

const UNPROTECTED: MailObjection = {
  code: 'mail-host-unprotected',
  field: 'security',
  message: {
    es: 'Sin TLS solo se usa un servidor en esta misma máquina. Use "starttls" o "implicit".',
    en: 'Without TLS only a server on this very machine is used. Use "starttls" or "implicit".',
  },
}

const PRIVATE: MailObjection = {
  code: 'mail-host-private',
  field: 'host',
  message: {
    es: 'El servidor está en una dirección privada; el operador puede permitirlo con EMITE_MAIL_ALLOW_PRIVATE.',
    en: 'The server is at a private address; the operator can allow that with EMITE_MAIL_ALLOW_PRIVATE.',
  },
}
