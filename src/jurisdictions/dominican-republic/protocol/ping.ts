import type { AuthorityLine } from '../../authority-protocol.ts'
import { seedOf, seedRequest } from '../wire/authentication.ts'
import { ambienteOf } from '../wire/environments.ts'

/** Asks for a seed: the cheapest question that only DGII itself can answer, and one it counts against nobody. */
export async function ping(line: AuthorityLine): Promise<{ readonly up: boolean; readonly cause: string }> {
  const reply = await line.exchange(seedRequest(ambienteOf(line.authorityEnvironment)))
  if (reply.kind === 'silence') return { up: false, cause: reply.cause }
  const seed = seedOf(reply)
  return seed.kind === 'seed' ? { up: true, cause: '' } : { up: false, cause: seed.cause }
}
