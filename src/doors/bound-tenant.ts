import type { FastifyRequest } from 'fastify'
import type { Authenticator } from '../accounts/authentication.ts'
import type { Caller } from '../domain/caller.ts'
import { Refusal } from '../domain/refusal.ts'
import type { ServerSettings } from './parts.ts'
import { presentedKey } from './presented-key.ts'

/**
 * Who asks of a contract that documents no credential: whose key is shown; where nothing is, the tenant that the operator has bound the
 * door to. Whatever is shown is judged: a key shown in a wrong way must not pass for no key.
 */
export function keyOrBoundTenant(
  authenticator: Authenticator,
  { ecfDirectTenant: bound, ecfDirectBehindProxy: isBehindProxy }: ServerSettings,
  door: string,
): (request: FastifyRequest) => Promise<Caller> {
  return async (request) => {
    if (!bound || showsCredential(request, isBehindProxy))
      return authenticator.authenticate(presentedKey(request), door)
    if (!isBehindProxy && !LOOPBACK.test(request.headers.host ?? '')) throw foreignHost()
    return { ...bound, scopes: ['documents:read', 'documents:write'], actor: `door:${door}`, door }
  }
}

function showsCredential({ headers }: FastifyRequest, isBehindProxy: boolean): boolean {
  const { authorization, 'x-api-key': apiKey } = headers
  if (apiKey !== undefined) return true
  return authorization !== undefined && !(isBehindProxy && OF_PROXY.test(authorization))
}

/** What a browser shows to a proxy that asks for it, and the proxy may pass on. None of our keys comes so. */
const OF_PROXY = /^(?:Basic|Digest|Negotiate|NTLM) +\S/i

/** Names of this machine, with any port. By any other name a page in somebody's browser may be asking (DNS rebinding). */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i

function foreignHost(): Refusal {
  return new Refusal('forbidden', {
    es: 'Sin clave se atiende solo a quien llama a esta máquina por localhost, 127.0.0.1 o [::1].',
    en: 'Without a key only who calls this machine localhost, 127.0.0.1 or [::1] is served.',
  })
}
