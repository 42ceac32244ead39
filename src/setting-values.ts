import { isIP } from 'node:net'
import { checkMasterKeys } from './certificates/master-key.ts'
import { DOOR_NAMES, type DoorName } from './doors/door-names.ts'

// How settings are read out of text. What cannot be read throws, with what would be right.

/** From the most talkative to none. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent']

/** A whole number from `least` to `most`. */
export function bounded(what: string, least: number, most: number): (text: string) => number {
  return (given) => {
    const value = /^\d+$/.test(given) ? Number(given) : Number.NaN
    if (!(value >= least && value <= most)) throw new Error(`"${given}" is not ${what} from ${least} to ${most}`)
    return value
  }
}

/** `true` or `false`. */
export function yesOrNo(given: string): boolean {
  if (given !== 'true' && given !== 'false') throw new Error(`"${given}" is neither true nor false`)
  return given === 'true'
}

/** One of the levels of the log. */
export function logLevel(given: string): string {
  if (!LOG_LEVELS.includes(given)) throw new Error(`"${given}" is none of ${LOG_LEVELS.join(', ')}`)
  return given
}

/** The address is not repeated in the mistake: it holds a password. */
export function postgresAddress(given: string): string {
  if (!/^postgres(?:ql)?:\/\//.test(given)) {
    throw new Error('not an address such as postgres://user:password@host:5432/database')
  }
  return given
}

// Names of networks that the HTTP server knows.
const NETWORKS = ['loopback', 'linklocal', 'uniquelocal']

/** Addresses and networks of proxies, as they were given. */
export function addresses(given: string): string {
  for (const one of given.split(',').map((each) => each.trim())) {
    const [address = '', bits = '0', ...rest] = one.split('/')
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
    const isNetwork = rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most
    if (!isNetwork && !NETWORKS.includes(one)) {
      throw new Error(`"${one}" is neither an address nor a network such as 10.0.0.0/8`)
    }
  }
  return given
}

/** Names of doors; `none` for none. */
export function doors(given: string): readonly DoorName[] {
  if (given === 'none') return []
  const wanted = given.split(',').map((each) => each.trim())
  const unknown = wanted.find((each) => !DOOR_NAMES.some((name) => name === each))
  if (unknown !== undefined) throw new Error(`"${unknown}" is none of ${DOOR_NAMES.join(', ')}`)
  return DOOR_NAMES.filter((name) => wanted.includes(name))
}

/** Addresses, networks and names of hosts. */
export function destinations(given: string): readonly string[] {
  const all = given.split(',').map((each) => each.trim())
  return all.filter((each) => each !== '').map(destination)
}

function destination(one: string): string {
  const [address = '', bits, ...rest] = one.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  const isNetwork = rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  const isName = /^(?=.{1,253}$)[a-z\d_-]{1,63}(\.[a-z\d_-]{1,63})*\.?$/i.test(one) && !/^[\d.]+$/.test(one)
  if (isIP(address) ? isNetwork : isName) return one
  throw new Error(`"${one}" is neither an address, nor a network such as 10.0.0.0/8, nor a host name`)
}

/** Master keys, as they were given. */
export function masterKeys(given: string): string {
  checkMasterKeys(given)
  return given
}

/** What a client shows in a header: no blanks, nothing that would not arrive there. */
export function token(given: string): string {
  if (!/^[\x21-\x7e]+$/.test(given)) throw new Error('may have letters, digits and signs of ASCII only, and no blanks')
  return given
}
