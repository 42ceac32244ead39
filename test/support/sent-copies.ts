import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { LedgerEntry } from '../../simulator/ledger.ts'
import type { Client } from './client.ts'
import type { World } from './world.ts'

/** Which document, and who issued it. */
export interface Issued {
  readonly client: Client
  readonly id: string
}

/** Every copy of a document's number that the authority has recorded, oldest first. */
export async function copiesOf(world: World, { client, id }: Issued): Promise<readonly LedgerEntry[]> {
  const { number, issuer } = await client.document(id)
  return world.simulator.ledger
    .entries({ number, issuer: issuer.taxId, environment: client.place.authorityEnvironment })
    .filter(({ service }) => service === 'recepcion' || service === 'recepcionfc')
}

/**
 * Holds what the ledger shows against the promises: whatever was sent are the very bytes that are stored, the authority has
 * accepted them at most once, and nothing it had recorded was sent again, unless it had refused that copy for a failure
 * of its own and left the number free.
 *
 * Answers the number of copies.
 */
export async function expectSentRightly(world: World, issued: Issued): Promise<number> {
  const copies = await copiesOf(world, issued)
  const stored = await storedHash(issued)
  expect(copies.map(({ sha256 }) => sha256)).toEqual(copies.map(() => stored))
  expect(copies.filter(({ outcome }) => isAcceptance(outcome.state)).length).toBeLessThanOrEqual(1)
  for (const { outcome } of copies.slice(0, -1))
    expect(outcome).toMatchObject({ state: 'rejected', numberSpent: false })
  return copies.length
}

/** SHA-256, in hex, of the bytes that go to the authority. */
export async function storedHash({ client, id }: Issued): Promise<string> {
  const bytes = (await client.xml(id, 'submission')) ?? (await client.xml(id))
  if (!bytes) throw new Error(`the document ${id} has no XML`)
  return createHash('sha256').update(bytes).digest('hex')
}

function isAcceptance(state: LedgerEntry['outcome']['state']): boolean {
  return state === 'accepted' || state === 'conditional'
}
