import { isIP } from 'node:net'
import { buildConnector } from 'undici'
import { machineNames, nameServers, type Resolve } from '../names.ts'
import { type AddressRules, isAllowedName, mayConnect } from './address-rules.ts'

/** Nothing was sent: the name stands for no address that may be contacted. */
export class AddressRefused extends Error {
  constructor() {
    super('the host has no public address')
    this.name = 'AddressRefused'
  }
}

/**
 * Makes connections to vetted addresses only. A name is resolved once for each connection, what it stands for is vetted, and
 * the connection goes to exactly that: an answer that changes between the look and the leap changes nothing.
 */
export function vettedConnector(rules: AddressRules, timeoutMs: number, resolve: Resolve): buildConnector.connector {
  const connect = buildConnector({
    timeout: timeoutMs,
    maxCachedSessions: 100,
    autoSelectFamily: true,
    lookup: (host, { all }, answer) => {
      vetted(host, rules, resolve).then(
        (addresses) => {
          const [first] = addresses
          if (all === true) answer(null, [...addresses])
          else if (first) answer(null, first.address, first.family)
        },
        (error: unknown) => answer(error as Error, '', 0),
      )
    },
  })
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    // The system connects to an address without looking anything up, so that this is the only moment to vet it.
    if (isIP(host) && !mayConnect(host, host, rules)) {
      callback(new AddressRefused(), null)
      return
    }
    connect({ ...options, hostname: host }, callback)
  }
}

/** Asks the operator's own means for names that the operator has named, the name servers for all others. */
export function namesFor(rules: AddressRules): Resolve {
  const servers = nameServers()
  return (host) => (isAllowedName(host, rules) ? machineNames(host) : servers(host))
}

async function vetted(
  host: string,
  rules: AddressRules,
  resolve: Resolve,
): Promise<readonly { address: string; family: 4 | 6 }[]> {
  const addresses = (await resolve(host)).filter((address) => mayConnect(address, host, rules))
  if (addresses.length === 0) throw new AddressRefused()
  return addresses.map((address) => ({ address, family: isIP(address) === 6 ? 6 : 4 }))
}
