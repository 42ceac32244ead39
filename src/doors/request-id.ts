import type { IncomingMessage } from 'node:http'
import type { Chance } from '../ports/chance.ts'

// Ids go into logs and back to the client: only what can break neither.
const SANE = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/

/** The client's own `X-Request-Id` where it is sane, else a new id. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>, chance: Chance): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && SANE.test(given) ? given : chance.id()
}
