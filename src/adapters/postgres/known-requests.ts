import type { Acceptance, Accepted } from '../../ports/documents.ts'
import type { Run } from './database.ts'

/** A request that is there already. */
export interface Known {
  readonly answer: Extract<Accepted, { kind: 'taken' }>
  /** Where in the batch the first with this identity stands; undefined when that one was stored before the batch. */
  readonly first: number | undefined
}

/**
 * Which requests of a batch were served before, or stand twice in it, and by what they are known: one question for the whole
 * batch, before anything is numbered or signed.
 */
export async function knownRequests(
  run: Run,
  acceptances: readonly Acceptance[],
): Promise<readonly (Known | undefined)[]> {
  const identities = acceptances.map(({ identity }) => identity)
  const keyed = identities.filter(({ idempotencyKey }) => idempotencyKey !== undefined)
  const named = identities.filter(({ externalId }) => externalId !== undefined)
  const [first] = identities
  if (!first || (keyed.length === 0 && named.length === 0)) return acceptances.map(() => undefined)

  const { rows } = await run<{ door: string; idempotency_key: string | null; external_id: string | null }>({
    // One look into a unique index for each. Without a name, so that it is planned for the table as it is: a plan kept from when the
    // table was empty may go through every document of the tenant instead, ten times slower after minutes.
    text: `select d.door, d.idempotency_key, null as external_id
        from unnest($3::text[], $4::text[]) as asked (door, key) cross join lateral (
          select door, idempotency_key from documents
            where tenant_id = $1 and environment = $2 and door = asked.door and idempotency_key = asked.key limit 1) d
      union all
      select null, null, d.external_id from unnest($5::text[]) as asked (id) cross join lateral (
          select external_id from documents
            where tenant_id = $1 and environment = $2 and external_id = asked.id limit 1) d`,
    values: [
      first.tenantId,
      first.environment,
      keyed.map(({ door }) => door),
      keyed.map(({ idempotencyKey }) => idempotencyKey),
      named.map(({ externalId }) => externalId),
    ],
  })
  const keys = new Map<string, number | undefined>()
  const ids = new Map<string, number | undefined>()
  for (const { door, idempotency_key: key, external_id: id } of rows) {
    if (key !== null) keys.set(keyName(door, key), undefined)
    if (id !== null) ids.set(id, undefined)
  }
  return identities.map(({ door, idempotencyKey, externalId }, index) => {
    const key = idempotencyKey === undefined ? undefined : keyName(door, idempotencyKey)
    if (key !== undefined && keys.has(key)) return { answer: TAKEN_KEY, first: keys.get(key) }
    if (externalId !== undefined && ids.has(externalId)) return { answer: TAKEN_ID, first: ids.get(externalId) }
    if (key !== undefined) keys.set(key, index)
    if (externalId !== undefined) ids.set(externalId, index)
    return undefined
  })
}

const TAKEN_KEY = { kind: 'taken', by: 'idempotency-key' } as const
const TAKEN_ID = { kind: 'taken', by: 'external-id' } as const

function keyName(door: string, key: string): string {
  return `${door}/${key}`
}
