import type { Accounts } from '../../ports/accounts.ts'
import type { Clock } from '../../ports/clock.ts'
import { certificateRecords } from './certificate-records.ts'
import type { Database } from './database.ts'
import { issuerRecords } from './issuer-records.ts'
import { keyRecords } from './key-records.ts'
import { rangeNotices } from './range-notices.ts'
import { rangePassing } from './range-passing.ts'
import { rangeRecords } from './range-records.ts'
import { tenantRecords } from './tenant-records.ts'

/** Everything people set up, in PostgreSQL; each change with its audit entry in one transaction. */
export function accountStore(database: Database, clock: Clock): Accounts {
  return {
    ...tenantRecords(database, clock),
    ...keyRecords(database, clock),
    ...issuerRecords(database, clock),
    ...certificateRecords(database, clock),
    ...rangeRecords(database, clock),
    ...rangeNotices(database, clock),
    ...rangePassing(database),
  }
}
