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
const MOST_CHARACTERS = 1000

type Parameters = Partial<Record<(typeof NAMES)[number], string>>

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

/** What has no value counts as left out, and what is no parameter of the grant is ignored. @source RFC 6749, 3.2 */
function parametersOf(body: unknown): Parameters {
  const parameters: Parameters = {}
  for (const name of NAMES) {
    const value = body instanceof URLSearchParams ? onlyOne(body.getAll(name)) : memberOf(body, name)
    if (value === undefined || value === null || value === '') continue
    if (typeof value !== 'string' || value.length > MOST_CHARACTERS) {
      throw new OAuthProblem('invalid_request', `${name} must be a text of ${MOST_CHARACTERS} characters at most.`)
    }
    parameters[name] = value
  }
  return parameters
}

function onlyOne(values: readonly string[]): string | undefined {
  if (values.length > 1) throw new OAuthProblem('invalid_request', 'A parameter must not be there twice.')
  return values[0]
}

function memberOf(body: unknown, name: string): unknown {
  if (body !== null && typeof body === 'object' && !Array.isArray(body)) return new Map(Object.entries(body)).get(name)
  throw new OAuthProblem('invalid_request', `The body must be an object of texts: ${NAMES.join(', ')}.`)
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
