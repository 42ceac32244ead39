import { readFile } from 'node:fs/promises'
import { Type, type Static } from 'typebox'
import { Check } from 'typebox/value'
import { createKey, hashOfKey } from '../../accounts/keys.ts'
import type { House } from '../../compose.ts'
import { SCOPES } from '../../domain/caller.ts'
import { isSystemError } from '../input-file.ts'
import { outputFile } from '../output-file.ts'
import { DEMO_TAXPAYERS } from './taxpayers.ts'
import { DEMO_ACTOR } from './tenant.ts'

const ApiKey = Type.Object({ apiKey: Type.String() })

/** What a client needs to talk to the demo, as `demo.json` in the data folder holds it. */
const Credentials = Type.Object({
  baseUrl: Type.String(),
  native: Type.Object({ sandbox: Type.Object({ do: ApiKey, ec: ApiKey }) }),
  simulator: Type.Object({ url: Type.String(), control: Type.String() }),
})
export type Credentials = Static<typeof Credentials>

/**
 * The keys of the demo's sandboxes, by country. A secret is shown once, so the one in the file is kept as long as it works; a
 * new one is made when the file is missing or is not what was written, or when its key was revoked.
 */
export async function demoKeys(house: House, file: string): Promise<Credentials['native']> {
  const known = (await credentialsIn(file))?.native.sandbox
  const keys = { do: '', ec: '' }
  for (const { jurisdiction, tenantId } of DEMO_TAXPAYERS) {
    keys[jurisdiction] = await demoKey(house, tenantId, known?.[jurisdiction].apiKey)
  }
  return { sandbox: { do: { apiKey: keys.do }, ec: { apiKey: keys.ec } } }
}

async function demoKey(house: House, tenantId: string, known: string | undefined): Promise<string> {
  if (known !== undefined && (await works(house, tenantId, known))) return known
  const { secret } = await createKey(house, DEMO_ACTOR, {
    tenantId,
    environment: 'sandbox',
    name: 'demo',
    scopes: SCOPES,
    expiresAt: undefined,
  })
  return secret
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

async function works({ accounts }: House, tenantId: string, secret: string): Promise<boolean> {
  const key = await accounts.keyByHash(tenantId, hashOfKey(secret))
  return key?.environment === 'sandbox' && key.revokedAt === undefined && key.expiresAt === undefined
}
