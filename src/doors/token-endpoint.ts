import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { errorCodes } from 'fastify'
import { issueToken, TOKEN_SECONDS } from '../accounts/access-tokens.ts'
import type { Caller, Scope } from '../domain/caller.ts'
import { Refusal } from '../domain/refusal.ts'
import { rejections } from './admission.ts'
import type { DoorParts } from './door.ts'
import { problemOfThrown, retrySeconds } from './error-answer.ts'
import { countRates } from './request-rate.ts'
import { invalidClient, OAuthProblem, tokenRequestOf } from './oauth-request.ts'

export interface TokenEndpoint extends DoorParts {
  readonly url: string
  /** The contract whose routes the tokens open. */
  readonly door: string
  /** What a token can be good for there. */
  readonly scopesThere: readonly Scope[]
}

const MOST_BYTES = 16_384

/**
 * The token endpoint of a contract with OAuth 2.0: a token for a key's id and the key itself.
 *
 * @source RFC 6749, 4.4 (client credentials), 5.1 and 5.2 (answers)
 */
export const tokenEndpoint: FastifyPluginAsync<TokenEndpoint> = async (app, parts) => {
  const { url, door, scopesThere } = parts
  await countRates(app)
  const rejected = rejections(app, parts.settings)
  app.setErrorHandler(answerError)
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, new URLSearchParams(String(body)))
  })

  app.post(url, { bodyLimit: MOST_BYTES, schema: { hide: true } }, async (request, reply) => {
    const { clientId, clientSecret, scopes } = tokenRequestOf(request.body, request.headers.authorization)
    const caller = await authenticated(clientId, clientSecret).catch(async (error: unknown) => {
      const thrown = await rejected(error, request, reply)
      throw thrown instanceof Refusal && thrown.code === 'unauthenticated' ? invalidClient() : thrown
    })
    const own = scopesThere.filter((scope) => caller.scopes.includes(scope))
    const granted = grantedOf(own, scopes)
    return sealed(reply).send({
      access_token: await issueToken(parts, caller, clientId, granted),
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      scope: granted.join(' '),
    })
  })

  async function authenticated(clientId: string, clientSecret: string): Promise<Caller> {
    return parts.authenticator.authenticatePair(clientId, clientSecret, door)
  }
}

/** @throws OAuthProblem invalid_scope when something is asked for that the key has not, or it has nothing to give */
function grantedOf(own: readonly Scope[], asked: readonly string[] = own): readonly Scope[] {
  if (own.length === 0) throw new OAuthProblem('invalid_scope', 'This client may do nothing here.')
  const granted = own.filter((scope) => asked.includes(scope))
  if (asked.every((scope) => granted.some((each) => each === scope))) return granted
  throw new OAuthProblem('invalid_scope', `This client may have: ${own.join(' ')}.`)
}

function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = thrown instanceof OAuthProblem ? thrown : problemOf(thrown, request, reply)
  if (problem.status === 401) void reply.header('www-authenticate', 'Basic realm="emite", charset="UTF-8"')
  return sealed(reply).code(problem.status).send({ error: problem.error, error_description: problem.message })
}

/** What is wrong beneath the grant itself has no words in RFC 6749; the status tells. */
function problemOf(thrown: unknown, request: FastifyRequest, reply: FastifyReply): OAuthProblem {
  if (thrown instanceof errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE) {
    const description = 'The body must be application/x-www-form-urlencoded or application/json.'
    return new OAuthProblem('invalid_request', description, 415)
  }
  const { status, detail, title } = problemOfThrown(thrown, request, 'en')
  if (status === 503) void reply.header('retry-after', String(retrySeconds(thrown)))
  const error =
    status === 500 ? 'server_error' : status === 429 || status === 503 ? 'temporarily_unavailable' : undefined
  return new OAuthProblem(error ?? 'invalid_request', detail ?? title, status)
}

/** A token is no caching proxy's business. */
function sealed(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('pragma', 'no-cache')
}
