import type { Accounts } from '../../ports/accounts.ts'
import type { Clock } from '../../ports/clock.ts'
import { Refusal } from '../../domain/refusal.ts'
import { RANGE_COLUMNS, rangeOf, type RangeRow, RANGES } from './account-rows.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database } from './database.ts'

/**
 * The ranges of fiscal numbers, in PostgreSQL. `addRange` locks the issuer, so that ranges of one issuer are loaded one at a time.
 *
 * @throws Refusal state-conflict, from `addRange`, when it overlaps a range of the same series
 */
export function rangeRecords(database: Database, clock: Clock): Pick<Accounts, 'addRange' | 'ranges'> {
  return {
    async addRange(tenantId, range, actor) {
      const { id, issuerId, series, first, last, next, expiresOn } = range
      const at = clock.now()
      return database.transaction({ tenantId }, async (run) => {
        // Ranges of one issuer are loaded one at a time: two that overlap must not slip in side by side.
        await run({
          text: 'select from issuers where tenant_id = $1 and id = $2 for update',
          values: [tenantId, issuerId],
        })
        const overlapping = await run<Pick<RangeRow, 'first' | 'last'>>({
          text: `select first, last from number_ranges
            where tenant_id = $1 and issuer_id = $2 and series = $3 and first <= $5 and last >= $4`,
          values: [tenantId, issuerId, series, first, last],
        })
        const other = overlapping.rows[0]
        if (other) {
          const bounds = `${other.first}–${other.last}`
          throw new Refusal(
            'state-conflict',
            {
              es: `Se solapa con el rango ${bounds} de la serie ${series}.`,
              en: `It overlaps the range ${bounds} of series ${series}.`,
            },
            'first',
          )
        }
        await run({
          text: `insert into number_ranges (tenant_id, id, issuer_id, series, first, last, next, expires_on, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          values: [tenantId, id, issuerId, series, first, last, next, expiresOn, at],
        })
        const detail = { id, issuerId, series, first, last, expiresOn }
        await appendAudit(run, { tenantId, at, actor, kind: 'range.added', detail })
        return { ...range, createdAt: at.toISOString() }
      })
    },

    async ranges(tenantId, issuerId) {
      const { rows } = await database.query<RangeRow>({ tenantId }, {
        text: `select ${RANGE_COLUMNS} from ${RANGES} where r.tenant_id = $1 and r.issuer_id = $2
          order by r.series, r.first`,
        values: [tenantId, issuerId],
      }) // prettier-ignore
      return rows.map(rangeOf)
    },
  }
}
