import ipaddr from 'ipaddr.js'

/** Which addresses webhooks may be sent to. */
export interface AddressRules {
  /** Addresses and networks that the operator allows although they are private, and names whose addresses are all allowed. */
  readonly allow: readonly string[]
  /** True: nothing but this machine is ever contacted, and it may be. The demo runs so. */
  readonly loopbackOnly: boolean
}

type Address = ReturnType<typeof ipaddr.process>

// Global unicast. Everything else of IPv6 is local, or carries an IPv4 address that could be.
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')

/**
 * Whether a connection to `address`, which the name `host` stands for, may be made. An address that an operator has not named
 * must be public: no loopback, private, link-local, shared, multicast or reserved one, nor one of IPv6 that holds another of
 * IPv4 (mapped, compatible, NAT64, 6to4, Teredo).
 */
export function mayConnect(address: string, host: string, rules: AddressRules): boolean {
  if (!ipaddr.isValid(address)) return false
  if (rules.loopbackOnly) return ipaddr.process(address).range() === 'loopback'
  return isAllowedName(host, rules) || isAllowedAddress(address, rules) || isPublic(address)
}

/** Whether the operator has named this address, or a network it belongs to. */
export function isAllowedAddress(address: string, { allow, loopbackOnly }: AddressRules): boolean {
  if (!ipaddr.isValid(address)) return false
  const given = ipaddr.process(address)
  if (loopbackOnly) return given.range() === 'loopback'
  return allow.some((entry) => holds(entry, given))
}

/** Whether the operator has named this host. In a demo only this machine's own name counts. */
export function isAllowedName(host: string, { allow, loopbackOnly }: AddressRules): boolean {
  const name = plainName(host)
  return loopbackOnly ? name === 'localhost' : allow.some((entry) => plainName(entry) === name)
}

/** Names are compared without case, and without the dot that may end them. */
export function plainName(host: string): string {
  return host.toLowerCase().replace(/\.$/, '')
}

function isPublic(address: string): boolean {
  const given = ipaddr.parse(address)
  if (given.range() !== 'unicast') return false
  return given.kind() === 'ipv4' || given.match(GLOBAL_UNICAST)
}

function holds(entry: string, address: Address): boolean {
  const [base = '', bits] = entry.split('/')
  if (!ipaddr.isValid(base)) return false
  const network = ipaddr.parse(base)
  if (network.kind() !== address.kind()) return false
  return address.match([network, bits === undefined ? (network.kind() === 'ipv4' ? 32 : 128) : Number(bits)] as never)
}
