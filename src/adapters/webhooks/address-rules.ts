import { isIP } from 'node:net'
import { isLoopback, isPublic, isWithin } from '../internet-address.ts'

/** Which addresses webhooks may be sent to. */
export interface AddressRules {
  /** Addresses and networks that the operator allows although they are private, and names whose addresses are all allowed. */
  readonly allow: readonly string[]
  /** True: nothing but this machine is ever contacted, and it may be. The demo runs so. */
  readonly loopbackOnly: boolean
}

/**
 * Whether a connection to `address`, which the name `host` stands for, may be made. An address that an operator has not named
 * must be public.
 */
export function mayConnect(address: string, host: string, rules: AddressRules): boolean {
  if (isIP(address) === 0) return false
  if (rules.loopbackOnly) return isLoopback(address)
  return isAllowedName(host, rules) || isAllowedAddress(address, rules) || isPublic(address)
}

/** Whether the operator has named this address, or a network it belongs to. */
export function isAllowedAddress(address: string, { allow, loopbackOnly }: AddressRules): boolean {
  return loopbackOnly ? isLoopback(address) : allow.some((entry) => isWithin(entry, address))
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
