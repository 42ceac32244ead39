import { readFile } from 'node:fs/promises'
import { Type, type Static } from 'typebox'
import { Check } from 'typebox/value'
import { createKey, hashOfKey } from '../../accounts/keys.ts'
import type { House } from '../../compose.ts'
import { SCOPES } from '../../domain/caller.ts'
import { isSystemError } from '../input-file.ts'
import { outputFile } from '../output-file.ts'
import { DEMO_ACTOR, DEMO_TENANT } from './tenant.ts'

/** What a client needs to talk to the demo, as `demo.json` in the data folder holds it. */
const Credentials = Type.Object({
  baseUrl: Type.String(),
  native: Type.Object({ sandbox: Type.Object({ do: Type.Object({ apiKey: Type.String() }) }) }),
  simulator: Type.Object({ url: Type.String(), control: Type.String() }),
})
export type Credentials = Static<typeof Credentials>

/**
 * The key of the demo's sandbox. A secret is shown once, so the one in the file is kept as long as it works; a new one is made
 * when the file is missing or is not what was written, or when its key was revoked.
 */
export async function demoKey(house: House, file: string): Promise<string> {
  const known = (await credentialsIn(file))?.native.sandbox.do.apiKey
  if (known !== undefined && (await works(house, known))) return known
  const { secret } = await createKey(house, DEMO_ACTOR, {
    tenantId: DEMO_TENANT.id,
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

async function works({ accounts }: House, secret: string): Promise<boolean> {
  const key = await accounts.keyByHash(DEMO_TENANT.id, hashOfKey(secret))
  return key?.environment === 'sandbox' && key.revokedAt === undefined && key.expiresAt === undefined
}
