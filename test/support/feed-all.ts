import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../../src/adapters/postgres/database.ts'
import type { Feeder } from '../../src/worker/feeder.ts'

/**
 * Feeds until every event that is committed has its place. Tests of other files share the server: an event waits for their
 * transactions too, as it would for any that runs beside it.
 */
export async function feedAll(database: Database, feeder: Feeder): Promise<void> {
  await feeder.feed()
  while (await isBehind(database)) {
    // Whoever is waited for shares this machine.
    await pause(5)
    await feeder.feed()
  }
}

async function isBehind(database: Database): Promise<boolean> {
  const { rowCount } = await database.query(
    { role: 'worker' },
    {
      text: `select from tenants t left join feeds f on f.tenant_id = t.id where exists (
        select from events e where e.tenant_id = t.id and e.position > coalesce(f.floor, 0)
          and (e.transaction, e.position) > (coalesce(f.transaction, '0'::xid8), coalesce(f.position, 0))) limit 1`,
    },
  )
  return (rowCount ?? 0) > 0
}
