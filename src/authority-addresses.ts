import { checkedHosts } from './adapters/http/authority-hosts.ts'
import { JURISDICTIONS } from './jurisdictions/jurisdictions.ts'

type Addresses = Readonly<Record<string, string>>

/** Reads addresses in place of authorities' own, as a JSON object by `<country>/<authority environment>/<host>`. */
export function authorityAddresses(given: string): Addresses {
  const addresses = objectIn(given)
  for (const [key, address] of Object.entries(addresses)) {
    if (!/^[a-z]{2}\/[^/]+\/[^/]+$/.test(key))
      throw new Error(`"${key}" is not <country>/<authority environment>/<host>`)
    if (typeof address !== 'string') throw new Error(`the address of "${key}" is not a URL`)
  }
  const hosts = addresses as Addresses
  checkedHosts({ jurisdictions: JURISDICTIONS, hosts, loopbackOnly: false })
  return hosts
}

/** What contacts nothing but this machine is given no other addresses. */
export function authorityMistakes(environment: Readonly<Record<string, string | undefined>>): string[] {
  const { EMITE_AUTHORITY_HOSTS: given, EMITE_LOOPBACK_ONLY: isLoopbackOnly } = environment
  const hosts = given === undefined || isLoopbackOnly !== 'true' ? {} : readable(given)
  try {
    checkedHosts({ jurisdictions: JURISDICTIONS, hosts, loopbackOnly: true })
    return []
  } catch (error) {
    return [`EMITE_AUTHORITY_HOSTS: ${(error as Error).message} (EMITE_LOOPBACK_ONLY)`]
  }
}

/** Nothing where the text is wrong in itself, which is told already. */
function readable(given: string): Addresses {
  try {
    return authorityAddresses(given)
  } catch {
    return {}
  }
}

function objectIn(given: string): Readonly<Record<string, unknown>> {
  let parsed: unknown
  try {
    parsed = JSON.parse(given)
  } catch {
    throw new Error('not a JSON object')
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) throw new Error('not a JSON object')
  return parsed as Readonly<Record<string, unknown>>
}
