import type { Environment } from '../../domain/caller.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { AuthorityEnvironment } from '../../jurisdictions/jurisdiction.ts'
import { isThisMachine } from '../internet-address.ts'

/** What a country says of where its authority is: its code and its authority environments. */
export interface AuthorityPlaces {
  readonly code: string
  readonly authorityEnvironments: readonly AuthorityEnvironment[]
}

/** Where lines may lead. */
export interface HostRules {
  readonly jurisdictions: readonly AuthorityPlaces[]
  /** Addresses in place of an authority's own, by `<country>/<authority environment>/<host>`, such as `do/testecf/ecf`. */
  readonly hosts: Readonly<Record<string, string>>
  /** True: no address but this machine's own is ever used. A demo must not be able to reach an authority. */
  readonly loopbackOnly: boolean
}

/** The base addresses of one authority environment, by host name, without a slash at the end. */
export type HostAddresses = ReadonlyMap<string, string>

/** Which authority environment a document of which of our environments goes to. */
export interface Destination {
  readonly jurisdiction: string
  readonly environment: Environment
  readonly authorityEnvironment: string
}

/**
 * Every address as it will be used, checked once, at start.
 *
 * @throws Error for an address that replaces none, is no HTTP address, leads production over plain HTTP to another machine,
 *   or leaves this machine in a demo.
 */
export function checkedHosts(rules: HostRules): ReadonlyMap<string, HostAddresses> {
  const unused = new Set(Object.keys(rules.hosts))
  const places = new Map<string, HostAddresses>()
  for (const { code, authorityEnvironments } of rules.jurisdictions) {
    for (const { name, environment, hosts } of authorityEnvironments) {
      const addresses = Object.entries(hosts).map(([host, own]) => {
        const key = `${code}/${name}/${host}`
        const given = rules.hosts[key]
        unused.delete(key)
        return [host, given === undefined ? own : checkedAddress(key, given, environment, rules.loopbackOnly)] as const
      })
      places.set(`${code}/${name}`, new Map(addresses))
    }
  }
  if (unused.size > 0) throw new Error(`there is no such authority host: ${[...unused].join(', ')}`)
  return places
}

/**
 * The addresses for a document. A sandbox document never reaches a production service, nor the other way round: sending
 * tests to production by a default value has happened to others.
 *
 * @throws Refusal when the authority environment is unknown, belongs to the other of our environments, or is not on this
 *   machine in a demo.
 */
export function addressesFor(
  { jurisdiction, environment, authorityEnvironment }: Destination,
  rules: HostRules,
  places: ReadonlyMap<string, HostAddresses>,
): HostAddresses {
  const country = rules.jurisdictions.find((each) => each.code === jurisdiction)
  const place = country?.authorityEnvironments.find((each) => each.name === authorityEnvironment)
  const addresses = places.get(`${jurisdiction}/${authorityEnvironment}`)
  if (!place || !addresses) {
    throw new Refusal('invalid-request', {
      es: `No existe el ambiente "${jurisdiction}/${authorityEnvironment}" de ninguna administración tributaria.`,
      en: `There is no authority environment "${jurisdiction}/${authorityEnvironment}".`,
    })
  }
  if (place.environment !== environment) {
    throw new Refusal('invalid-request', {
      es: `Un documento de ${environment} no puede ir a "${authorityEnvironment}", que es para los de ${place.environment}.`,
      en: `A ${environment} document cannot go to "${authorityEnvironment}", which is for ${place.environment} documents.`,
    })
  }
  const away = rules.loopbackOnly
    ? [...addresses].find(([, address]) => !isThisMachine(new URL(address).hostname))
    : undefined
  if (away) {
    const host = `${jurisdiction}/${authorityEnvironment}/${away[0]}`
    throw new Refusal('invalid-request', {
      es: `Esta instalación no contacta más que a esta máquina, y "${host}" está en otra parte.`,
      en: `This installation contacts nothing but this machine, and "${host}" is elsewhere.`,
    })
  }
  return addresses
}

function checkedAddress(key: string, address: string, environment: Environment, loopbackOnly: boolean): string {
  if (!URL.canParse(address)) throw new Error(`the address of "${key}" is not a URL`)
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Error(`the address of "${key}" is not an HTTP address`)
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw new Error(`the address of "${key}" may have a host, a port and a path only`)
  }
  const isHere = isThisMachine(url.hostname)
  if (loopbackOnly && !isHere)
    throw new Error(`the address of "${key}" is not on this machine, and nothing else is allowed`)
  if (environment === 'production' && url.protocol === 'http:' && !isHere) {
    throw new Error(`the address of "${key}" must use https: production documents do not travel in the clear`)
  }
  return url.href.replace(/\/+$/, '')
}
