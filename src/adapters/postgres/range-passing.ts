import type { Accounts } from '../../ports/accounts.ts'
import type { Database } from './database.ts'

/**
 * Moves ranges past numbers that clients used by themselves, in PostgreSQL. Each number is read once: the next time the range
 * begins behind it, and one whose first number is free is left at once.
 */
export function rangePassing(database: Database): Pick<Accounts, 'passUsedNumbers'> {
  return {
    async passUsedNumbers(onError) {
      const { rows } = await database.query<PassedRow>({ role: 'worker' }, { text: PASSED })
      for (const row of rows) await pass(database, row).catch(onError)
    },
  }
}

interface PassedRow {
  tenant_id: string
  id: string
  /** The first number that is free. */
  free: bigint
}

/** Ranges whose next number is used. `limit 1` keeps the server at one step in the index for each number. */
const PASSED = `select r.tenant_id, r.id, gap.sequence + 1 as free
  from number_ranges r cross join lateral (
    select d.sequence from documents d where d.tenant_id = r.tenant_id and d.issuer_id = r.issuer_id
      and d.series = r.series and d.sequence = r.next limit 1) used
  cross join lateral (
    select d.sequence from documents d left join lateral (
      select true as is_used from documents n where n.tenant_id = d.tenant_id and n.issuer_id = d.issuer_id
        and n.series = d.series and n.sequence = d.sequence + 1 limit 1) after on true
    where d.tenant_id = r.tenant_id and d.issuer_id = r.issuer_id and d.series = r.series
      and d.sequence between used.sequence and r.last and (d.sequence = r.last or after.is_used is null)
    order by d.sequence limit 1) gap
  where r.next <= r.last`

/**
 * What was used stays used, so nothing need be held while it is read. Whoever takes numbers of the range now is not waited for: it
 * is looked at again.
 */
async function pass(database: Database, { tenant_id: tenantId, id, free }: PassedRow): Promise<void> {
  await database.query(
    { tenantId },
    {
      text: `update number_ranges set next = $3 where tenant_id = $1 and next < $3 and id in (
          select id from number_ranges where tenant_id = $1 and id = $2 for no key update skip locked)`,
      values: [tenantId, id, free],
    },
  )
}
