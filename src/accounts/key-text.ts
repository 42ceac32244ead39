import type { Environment } from '../domain/caller.ts'
import type { Chance } from '../ports/chance.ts'

/** Characters of a key that people may see: the environment, and a few of chance to tell one key from another. */
export const PREFIX_CHARACTERS = 16

const SECRET_BYTES = 24
const MARKS: Readonly<Record<Environment, string>> = { sandbox: 'emk_sandbox_', production: 'emk_live_' }
const PATTERN = /^emk_(?:sandbox|live)_[A-Za-z0-9_-]{32}([A-Za-z0-9_-]{22})$/

/**
 * The text of a new key: a mark that people and secret scanners recognise, 192 bits of chance, and the tenant's id, all
 * base64url. The tenant is in it so that the lookup is made within that tenant: row-level security holds for authentication
 * too, and no statement crosses tenants. It comes last, so that the first characters tell keys of one tenant apart.
 */
export function newKeyText(environment: Environment, tenantId: string, chance: Chance): string {
  const secret = Buffer.from(chance.bytes(SECRET_BYTES)).toString('base64url')
  return `${MARKS[environment]}${secret}${Buffer.from(tenantId.replaceAll('-', ''), 'hex').toString('base64url')}`
}

/** The tenant a key says it belongs to; undefined when the text has not the form of a key. Nothing is proved by it. */
export function tenantOfKeyText(text: string): string | undefined {
  const encoded = PATTERN.exec(text)?.[1]
  if (encoded === undefined) return undefined
  const hex = Buffer.from(encoded, 'base64url').toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
