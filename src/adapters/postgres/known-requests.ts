import type { Acceptance, Accepted } from '../../ports/documents.ts'
import type { Run } from './database.ts'

type Taken = Extract<Accepted, { kind: 'taken' }>

/**
 * Which requests of a batch were served before, and by what they are known: one question for the whole batch, before anything
 * is numbered or signed. A request that stands twice in the batch counts as served by the first of its kind.
 */
export async function knownRequests(
  run: Run,
  acceptances: readonly Acceptance[],
): Promise<readonly (Taken | undefined)[]> {
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
  const keys = new Set(
    rows.flatMap((row) => (row.idempotency_key === null ? [] : keyName(row.door, row.idempotency_key))),
  )
  const ids = new Set(rows.flatMap((row) => row.external_id ?? []))
  return identities.map(({ door, idempotencyKey, externalId }) => {
    const key = idempotencyKey === undefined ? undefined : keyName(door, idempotencyKey)
    if (key !== undefined && keys.has(key)) return { kind: 'taken', by: 'idempotency-key' }
    if (externalId !== undefined && ids.has(externalId)) return { kind: 'taken', by: 'external-id' }
    if (key !== undefined) keys.add(key)
    if (externalId !== undefined) ids.add(externalId)
    return undefined
  })
}

function keyName(door: string, key: string): string {
  return `${door}/${key}`
}
