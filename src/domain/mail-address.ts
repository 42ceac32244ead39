import { domainToASCII } from 'node:url'

/** The longest address that mail servers must take. @source RFC 5321, 4.5.3.1.3 */
const LONGEST_ADDRESS = 254
const LONGEST_LOCAL_PART = 64
// What may stand unquoted before the `@`; quoted local parts exist on paper only.
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/

/**
 * The address as mail servers write it: the domain in lower case and as ASCII (`ñandú.ec` becomes `xn--…`), the part before the
 * `@` untouched. Undefined for what is no address that could be delivered to; nothing it answers has a blank or a control character.
 */
export function mailAddressOf(text: string): string | undefined {
  const trimmed = text.trim()
  const at = trimmed.lastIndexOf('@')
  const [local, host] = [trimmed.slice(0, Math.max(at, 0)), trimmed.slice(at + 1)]
  if (!LOCAL_PART.test(local) || local.length > LONGEST_LOCAL_PART) return undefined
  // Anything that a URL would read as more than a host name is none.
  if (/[\s/\\?#@:%[\]<>()|^]/u.test(host)) return undefined
  const domain = domainToASCII(host)
  if (!DOMAIN.test(domain) || /^[\d.]+$/.test(domain)) return undefined
  const address = `${local}@${domain}`
  return address.length > LONGEST_ADDRESS ? undefined : address
}

/** One form for addresses that lead to one mailbox as far as anybody outside can tell: what lists of addresses are compared by. */
export function mailboxOf(address: string): string {
  return address.toLowerCase()
}

/** The domain of an address that {@link mailAddressOf} answered. */
export function mailDomainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** What people write into one field: addresses separated by `;`, `,` or line breaks. */
export function separatedAddresses(text: string): readonly string[] {
  return text
    .split(/[;,\n\r]/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
}
