import type { AuthorityMessage } from '../../../domain/document.ts'
import { signParsed } from '../../../xml/dsig.ts'
import type { AuthorityLine, Token, WireRequest } from '../../authority-protocol.ts'
import type { WireAnswer } from '../wire/answer.ts'
import { seedOf, seedRequest, tokenOf, tokenRequest } from '../wire/authentication.ts'
import { ambienteOf } from '../wire/environments.ts'

/**
 * How a request that needs a token ended. `silence` as the line tells it. `no-token`: the request was not made, or was
 * refused for its token, so it certainly changed nothing. `refused`: DGII does not take our signature or certificate.
 */
export type Exchange =
  | { readonly kind: 'answer'; readonly reply: WireAnswer }
  | { readonly kind: 'silence'; readonly sent: 'no' | 'maybe'; readonly cause: string }
  | { readonly kind: 'no-token'; readonly cause: string }
  | { readonly kind: 'refused'; readonly messages: readonly AuthorityMessage[] }

/**
 * Makes a request under the line's token. After a 401 the token is dropped and the request made once more with a new one:
 * a 401 is given before anything is read, so the first attempt certainly did not arrive.
 */
export async function exchangeWithToken(
  line: AuthorityLine,
  request: (token: string) => WireRequest,
): Promise<Exchange> {
  const first = await attempt(line, request)
  if (first.kind !== 'bad-token') return first
  const second = await attempt(line, request)
  if (second.kind !== 'bad-token') return second
  return { kind: 'no-token', cause: `DGII refused the token at ${second.service}, and a new one as well` }
}

/** Why an exchange brought no answer, in words for a person. */
export function silenceOf(exchange: Exclude<Exchange, { kind: 'answer' }>): string {
  return exchange.kind === 'refused'
    ? `DGII refused the signed seed: ${exchange.messages.map((each) => each.text || each.code).join('; ')}`
    : exchange.cause
}

async function attempt(
  line: AuthorityLine,
  request: (token: string) => WireRequest,
): Promise<Exchange | { readonly kind: 'bad-token'; readonly service: string }> {
  const outcome = await tokenFor(line)
  if (outcome.kind !== 'token') return outcome
  const wire = request(outcome.token.value)
  const reply = await line.exchange(wire)
  if (reply.kind === 'silence') return reply
  if (reply.status !== 401) return { kind: 'answer', reply }
  line.dropToken(outcome.token)
  return { kind: 'bad-token', service: wire.service }
}

type TokenOutcome =
  { readonly kind: 'token'; readonly token: Token } | Extract<Exchange, { kind: 'no-token' | 'refused' }>

async function tokenFor(line: AuthorityLine): Promise<TokenOutcome> {
  try {
    return { kind: 'token', token: await line.token(() => signIn(line)) }
  } catch (error) {
    if (error instanceof NoToken) return error.outcome
    throw error
  }
}

/** Carries an outcome through the line, which keeps tokens and knows nothing of why there is none. */
class NoToken extends Error {
  readonly outcome: Extract<Exchange, { kind: 'no-token' | 'refused' }>

  constructor(outcome: Extract<Exchange, { kind: 'no-token' | 'refused' }>) {
    super('DGII gave no token')
    this.name = 'NoToken'
    this.outcome = outcome
  }
}

/**
 * Fetches a seed, signs it, hands it in.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Autenticación"
 */
async function signIn(line: AuthorityLine): Promise<Token> {
  const ambiente = ambienteOf(line.authorityEnvironment)
  const seedReply = await line.exchange(seedRequest(ambiente))
  if (seedReply.kind === 'silence') throw new NoToken({ kind: 'no-token', cause: seedReply.cause })
  const seed = seedOf(seedReply)
  if (seed.kind === 'none') throw new NoToken({ kind: 'no-token', cause: `no seed: ${seed.cause}` })

  const { xml } = await signParsed(seed.xml, line.signer)
  const tokenReply = await line.exchange(tokenRequest(ambiente, Buffer.from(xml)))
  if (tokenReply.kind === 'silence') throw new NoToken({ kind: 'no-token', cause: tokenReply.cause })
  const answer = tokenOf(tokenReply, line.now())
  switch (answer.kind) {
    case 'token':
      return answer.token
    case 'refused':
      throw new NoToken(answer)
    case 'none':
      throw new NoToken({ kind: 'no-token', cause: `no token: ${answer.cause}` })
  }
}
