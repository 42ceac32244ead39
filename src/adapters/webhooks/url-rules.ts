import { isIP } from 'node:net'
import type { Bilingual, Fault } from '../../domain/fault.ts'
import { type AddressRules, isAllowedAddress, isAllowedName, mayConnect, plainName } from './address-rules.ts'

const LONGEST = 2_000
// Below these are the ports of mail servers and the like, which must not be talked to in the name of a webhook.
const FIRST_FREE_PORT = 1_024
// Above it, the ports that browsers refuse for the same reason.
const OTHER_PROTOCOLS = new Set([1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080]) // prettier-ignore

/** Why an address cannot be a webhook's, by its text alone; what its name stands for is looked at in each connection. */
export function urlFault(text: string, path: string, rules: AddressRules): Fault | undefined {
  if (text.length > LONGEST) return fault(path, 'webhook-url-long', LONG)
  if (!URL.canParse(text)) return fault(path, 'webhook-url', NO_URL)
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return fault(path, 'webhook-url', NO_URL)
  if (url.username !== '' || url.password !== '') return fault(path, 'webhook-url-credentials', CREDENTIALS)
  if (text.includes('#')) return fault(path, 'webhook-url-fragment', FRAGMENT)

  const host = hostOf(url)
  const isNamedByOperator = isAllowedName(host, rules) || isAllowedAddress(host, rules)
  if (isNamedByOperator) return undefined
  if (rules.loopbackOnly) return fault(path, 'webhook-url-elsewhere', ELSEWHERE)
  if (url.protocol === 'http:') return fault(path, 'webhook-url-plain', PLAIN)
  if (isIP(host) ? !mayConnect(host, host, rules) : isLocalName(host)) {
    return fault(path, 'webhook-url-private', PRIVATE)
  }
  const port = url.port === '' ? 443 : Number(url.port)
  if (port !== 443 && (port < FIRST_FREE_PORT || OTHER_PROTOCOLS.has(port)))
    return fault(path, 'webhook-url-port', PORT)
  return undefined
}

/** The host without the brackets around an IPv6 address. Reading a URL has made decimal, octal and hex forms plain. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

function isLocalName(host: string): boolean {
  const name = plainName(host)
  return !name.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/.test(name)
}

function fault(path: string, code: string, message: Bilingual): Fault {
  return { code, path, message, severity: 'error' }
}

const LONG = {
  es: `La dirección tiene más de ${LONGEST} caracteres.`,
  en: `The address has more than ${LONGEST} characters.`,
}
const NO_URL = {
  es: 'Debe ser una dirección completa, como https://erp.example.com/webhooks.',
  en: 'Must be a whole address, such as https://erp.example.com/webhooks.',
}
const CREDENTIALS = {
  es: 'No puede llevar usuario ni contraseña: verifique la firma en su lugar.',
  en: 'Must not hold a user or password: verify the signature instead.',
}
const FRAGMENT = { es: 'No puede llevar fragmento (#…).', en: 'Must not have a fragment (#…).' }
const ELSEWHERE = {
  es: 'Esta instalación solo contacta a esta máquina: use una dirección local, como http://127.0.0.1:8080/.',
  en: 'This installation contacts nothing but this machine: use a local address, such as http://127.0.0.1:8080/.',
}
const PLAIN = { es: 'Debe usar https.', en: 'Must use https.' }
const PRIVATE = {
  es: 'Es una dirección privada o local. Solo quien opera esta instalación puede permitirla (EMITE_WEBHOOK_ALLOW).',
  en: 'It is a private or local address. Only the operator of this installation can allow it (EMITE_WEBHOOK_ALLOW).',
}
const PORT = {
  es: 'El puerto debe ser el 443 o uno desde el 1024 que no sea de otro protocolo.',
  en: 'The port must be 443, or one from 1024 that is not of another protocol.',
}
