import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

// Global unicast. Everything else of IPv6 is local, or carries an IPv4 address that could be.
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')

/**
 * Whether an address is anybody's on the internet: no loopback, private, link-local, shared, multicast or reserved one, nor one
 * of IPv6 that holds another of IPv4 (mapped, compatible, NAT64, 6to4, Teredo). False for what is no address.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const given = ipaddr.parse(address)
  if (given.range() !== 'unicast') return false
  return given.kind() === 'ipv4' || given.match(GLOBAL_UNICAST)
}

/** Whether an address is this machine's own, also where IPv6 carries it. False for what is no address. */
export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}

/**
 * Whether a host, as a URL or a setting writes it, is this machine by the text alone: a name other than `localhost` could come to
 * mean any machine.
 */
export function isThisMachine(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '')
  return plain === 'localhost' || (isIP(plain) !== 0 && isLoopback(plain))
}

/** The address that a host is written as, in its usual form: `2130706433` is one too. Undefined for a name. */
export function literalOf(host: string): string | undefined {
  return ipaddr.isValid(host) ? ipaddr.parse(host).toString() : undefined
}

/** Whether an address is the given one or in the given network, such as `10.0.0.0/8`; names hold nothing. */
export function isWithin(network: string, address: string): boolean {
  const [base = '', bits] = network.split('/')
  if (!ipaddr.isValid(base) || !ipaddr.isValid(address)) return false
  const [from, given] = [ipaddr.parse(base), ipaddr.process(address)]
  if (from.kind() !== given.kind()) return false
  return given.match([from, bits === undefined ? (from.kind() === 'ipv4' ? 32 : 128) : Number(bits)] as never)
}
