import { readFile } from 'node:fs/promises'
import { Type, type Static } from 'typebox'
import { Check } from 'typebox/value'
import { createKey, hashOfKey } from '../../accounts/keys.ts'
import type { House } from '../../compose.ts'
import { type Environment, SCOPES } from '../../domain/caller.ts'
import type { ApiKey } from '../../ports/accounts.ts'
import { isSystemError } from '../input-file.ts'
import { outputFile } from '../output-file.ts'
import { DEMO_TAXPAYERS, type DemoTaxpayer } from './taxpayers.ts'
import { DEMO_ACTOR } from './tenant.ts'

const OneKey = Type.Object({ apiKey: Type.String() })

/** What clients need to talk to the demo, as `demo.json` in the data folder holds it: by contract. */
const Credentials = Type.Object({
  baseUrl: Type.String(),
  native: Type.Object({ sandbox: Type.Object({ do: OneKey, ec: OneKey }) }),
  'ecf-direct': OneKey,
  erply: Type.Object({ clientId: Type.String(), clientSecret: Type.String() }),
  factly: Type.Object({ sandboxKey: Type.String(), productionKey: Type.String() }),
  faktur: Type.Object({ apiKey: Type.String(), apiSecret: Type.String() }),
  'sri-documents': Type.Object({ apiKey: Type.String(), issuerId: Type.Integer() }),
  simulator: Type.Object({ url: Type.String(), control: Type.String() }),
})
export type Credentials = Static<typeof Credentials>

interface Tree {
  [name: string]: Tree | string | number | undefined
}

/**
 * The credentials of the demo's taxpayers. A secret is shown once, so the one in the file is kept as long as it works; a new
 * one is made when the file is missing or is not what was written, or when its key was revoked.
 */
export async function demoCredentials(
  house: House,
  file: string,
  places: Pick<Credentials, 'baseUrl' | 'simulator'>,
): Promise<Credentials> {
  const known = (await credentialsIn(file)) as Tree | undefined
  const { baseUrl, simulator } = places
  const credentials: Tree = { baseUrl }
  for (const taxpayer of DEMO_TAXPAYERS) {
    for (const place of taxpayer.keys) {
      const { id, secret } = await demoKey(house, taxpayer.tenantId, place.environment, at(known, place.secretAt))
      put(credentials, place.secretAt, secret)
      if (place.idAt) put(credentials, place.idAt, id)
      if (place.branchAt) put(credentials, place.branchAt, await firstBranch(house, taxpayer, place.environment))
    }
  }
  return { ...(credentials as unknown as Credentials), simulator }
}

async function demoKey(
  house: House,
  tenantId: string,
  environment: Environment,
  known: unknown,
): Promise<{ readonly id: string; readonly secret: string }> {
  const key = typeof known === 'string' ? await workingKey(house, tenantId, environment, known) : undefined
  if (key && typeof known === 'string') return { id: key.id, secret: known }
  const request = { tenantId, environment, name: 'demo', scopes: SCOPES, expiresAt: undefined }
  const made = await createKey(house, DEMO_ACTOR, request)
  return { id: made.key.id, secret: made.secret }
}

async function firstBranch(
  { accounts, doorRecords }: House,
  { tenantId }: DemoTaxpayer,
  environment: Environment,
): Promise<number> {
  const [issuer] = await accounts.issuers(tenantId, environment)
  if (!issuer) throw new Error('a demo taxpayer has no issuer')
  return (await doorRecords.branchAt({ tenantId, environment, issuerId: issuer.id, place: '001-001' })).number
}

function at(tree: Tree | undefined, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, name) => (node as Tree | undefined)?.[name], tree)
}

function put(tree: Tree, path: readonly string[], value: string | number): void {
  const [name = '', ...rest] = path
  if (rest.length === 0) tree[name] = value
  else put((tree[name] ??= {}) as Tree, rest, value)
}

/** Writes the file for its owner only, whole or not at all. @throws CommandProblem unavailable */
export async function writeCredentials(file: string, credentials: Credentials): Promise<void> {
  await outputFile(file, `${JSON.stringify(credentials, null, 2)}\n`, 0o600)
}

async function credentialsIn(file: string): Promise<Credentials | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'))
    return Check(Credentials, value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError || (isSystemError(error) && error.code === 'ENOENT')) return undefined
    throw error
  }
}

async function workingKey(
  { accounts }: House,
  tenantId: string,
  environment: Environment,
  secret: string,
): Promise<ApiKey | undefined> {
  const key = await accounts.keyByHash(tenantId, hashOfKey(secret))
  const works = key?.environment === environment && key.revokedAt === undefined && key.expiresAt === undefined
  return works ? key : undefined
}
