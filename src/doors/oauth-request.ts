import { Type } from 'typebox'
import { Check, Errors } from 'typebox/value'

/** What of a token request is wrong, in the words of RFC 6749 §5.2. */
export class OAuthProblem extends Error {
  readonly status: number
  readonly error: string

  constructor(error: string, description: string, status = 400) {
    super(description)
    this.name = 'OAuthProblem'
    this.status = status
    this.error = error
  }
}

/** A client as it showed itself, and the scopes it asks for; undefined: all it may have. */
export interface TokenRequest {
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes: readonly string[] | undefined
}

const NAMES = ['grant_type', 'client_id', 'client_secret', 'scope'] as const

const Parameters = Type.Object(
  Object.fromEntries(NAMES.map((name) => [name, Type.Optional(Type.String({ maxLength: 1000 }))])),
  { additionalProperties: false },
)

/** Reads a request of the client credentials grant. @throws OAuthProblem @source RFC 6749, 2.3.1, 4.4.2 and 5.2 */
export function tokenRequestOf(body: unknown, authorization: string | undefined): TokenRequest {
  const { grant_type: grant, client_id: id, client_secret: secret, scope } = parametersOf(body)
  if (!grant) throw new OAuthProblem('invalid_request', 'grant_type is missing.')
  if (grant !== 'client_credentials') {
    throw new OAuthProblem('unsupported_grant_type', 'grant_type must be client_credentials.')
  }
  const basic = basicOf(authorization)
  if (basic && (secret !== undefined || (id !== undefined && id !== basic.clientId))) {
    throw new OAuthProblem('invalid_request', 'Show the client in one way: HTTP Basic or the body.')
  }
  const scopes = scope?.split(' ').filter((each) => each !== '')
  return {
    ...(basic ?? { clientId: id ?? '', clientSecret: secret ?? '' }),
    scopes: scopes?.length ? scopes : undefined,
  }
}

function parametersOf(body: unknown): Partial<Record<(typeof NAMES)[number], string>> {
  const given = body instanceof URLSearchParams ? onceEach(body) : body
  if (Check(Parameters, given)) return given
  const isObject = given !== null && typeof given === 'object' && !Array.isArray(given)
  const places = isObject ? Errors(Parameters, given).map(({ instancePath }) => instancePath.slice(1)) : []
  const unknown = isObject ? Object.keys(given).filter((name) => !NAMES.some((known) => known === name)) : []
  const named = [...new Set([...places.filter((place) => place !== ''), ...unknown])].slice(0, 10)
  const which = named.length === 0 ? '' : ` Not so: ${named.map((name) => name.slice(0, 60)).join(', ')}.`
  throw new OAuthProblem('invalid_request', `The parameters are ${NAMES.join(', ')}, all of them texts.${which}`)
}

/** Parameters without a value count as left out; none may be there twice. */
function onceEach(form: URLSearchParams): Record<string, string> {
  const given: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [name, value] of form) {
    if (name in given) throw new OAuthProblem('invalid_request', 'A parameter must not be there twice.')
    given[name] = value
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
}

/** Both parts are form encoded before they go into the header. */
function basicOf(authorization: string | undefined): Pick<TokenRequest, 'clientId' | 'clientSecret'> | undefined {
  if (authorization === undefined) return undefined
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1]
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? []
  if (id === undefined || secret === undefined) throw invalidClient()
  try {
    return { clientId: formDecoded(id), clientSecret: formDecoded(secret) }
  } catch (error) {
    if (error instanceof URIError) throw invalidClient()
    throw error
  }
}

function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}

export function invalidClient(): OAuthProblem {
  return new OAuthProblem('invalid_client', 'The client is not known, or its secret is wrong.', 401)
}
