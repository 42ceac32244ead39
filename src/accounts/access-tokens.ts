import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { KeyWrapper, MasterKeys } from '../certificates/master-key.ts'
import { type Caller, type Scope, SCOPES } from '../domain/caller.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Clock } from '../ports/clock.ts'
import type { Authenticator } from './authentication.ts'

/** Seconds for which a token works, unless its key ends before. */
export const TOKEN_SECONDS = 3600

const ALGORITHM = 'HS256'
const ISSUER = 'emite'
const PURPOSE = 'emite access token v1'

export interface TokenParts {
  readonly authenticator: Authenticator
  readonly masterKeys: MasterKeys
  readonly clock: Clock
}

const Claims = Type.Object({
  tenant_id: Type.String(),
  environment: Type.String(),
  sub: Type.String(),
  scope: Type.String(),
})

/**
 * A JWT in place of a key, for an hour and for one door. Its claims say whose it is; `scopes` may be fewer than the key has. It is
 * signed under a key derived from the current master key, so every process can read it.
 */
export async function issueToken(
  { masterKeys, clock }: Pick<TokenParts, 'masterKeys' | 'clock'>,
  { tenantId, environment, door }: Caller,
  keyId: string,
  scopes: readonly Scope[],
): Promise<string> {
  const { current } = masterKeys
  const now = Math.floor(clock.now().getTime() / 1000)
  return new SignJWT({ tenant_id: tenantId, environment, scope: scopes.join(' ') })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: current.id })
    .setIssuer(ISSUER)
    .setAudience(door)
    .setSubject(keyId)
    .setIssuedAt(now)
    .setExpirationTime(now + TOKEN_SECONDS)
    .sign(await current.derive(PURPOSE))
}

/**
 * Who a token stands for. The key behind it is asked for again, so that a revoked one ends its tokens too.
 *
 * @throws Refusal unauthenticated: missing, malformed, expired, changed, of another door, or its key is in force no more
 */
export async function callerOfToken(parts: TokenParts, token: string | undefined, door: string): Promise<Caller> {
  const claims = token === undefined ? undefined : await claimsOf(parts, token, door)
  if (!claims) throw invalidToken()
  const caller = await parts.authenticator.authenticateHolder(claims.tenant_id, claims.sub, door)
  if (caller.environment !== claims.environment) throw invalidToken()
  const granted = claims.scope.split(' ')
  return { ...caller, scopes: SCOPES.filter((scope) => caller.scopes.includes(scope) && granted.includes(scope)) }
}

async function claimsOf({ masterKeys, clock }: TokenParts, token: string, door: string) {
  try {
    const signer = signerOf(decodeProtectedHeader(token).kid, masterKeys)
    if (!signer) return undefined
    const { payload } = await jwtVerify(token, await signer.derive(PURPOSE), {
      algorithms: [ALGORITHM],
      typ: 'JWT',
      issuer: ISSUER,
      audience: door,
      currentDate: clock.now(),
      maxTokenAge: TOKEN_SECONDS,
      requiredClaims: ['exp'],
    })
    return Check(Claims, payload) ? payload : undefined
  } catch (error) {
    // The second is what jose throws for a text that is no token at all.
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined
    throw error
  }
}

/** After a rotation the tokens of the hour before still work. */
function signerOf(id: string | undefined, { current, previous }: MasterKeys): KeyWrapper | undefined {
  return [current, ...previous].find((each) => each.id === id)
}

function invalidToken(): Refusal {
  return new Refusal('unauthenticated', {
    es: 'El token no es válido o venció: pida otro.',
    en: 'The token is not valid or has expired: get a new one.',
  })
}
