import { isMigrated } from './adapters/postgres/migrate.ts'
import { writeProbe } from './adapters/postgres/write-probe.ts'
import type { House } from './compose.ts'
import type { DocumentLoop } from './document-loop.ts'
import type { ReadinessCheck } from './doors/parts.ts'

// A worker loop that has not turned for this long is stuck.
const STUCK_MS = 30_000

/** What must hold for a process to be ready: its database, and the worker where it has one. */
export function readinessOf(house: House, loop: Pick<DocumentLoop, 'idleMs'> | undefined): readonly ReadinessCheck[] {
  const { database, clock } = house
  const checks: ReadinessCheck[] = [
    {
      name: 'database',
      check: async () => {
        const client = await database.connect()
        try {
          if (!(await isMigrated((text) => client.query(text)))) throw new Error('migrations are missing')
        } finally {
          client.release()
        }
      },
    },
    { name: 'writes', check: writeProbe(database, clock) },
  ]
  if (loop) {
    checks.push({
      name: 'worker',
      check: () =>
        loop.idleMs() < STUCK_MS ? Promise.resolve() : Promise.reject(new Error('the worker loop is stuck')),
    })
  }
  return checks
}
