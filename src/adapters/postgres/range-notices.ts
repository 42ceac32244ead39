import type { CalendarDate } from '../../domain/calendar.ts'
import type { Accounts } from '../../ports/accounts.ts'
import type { Clock } from '../../ports/clock.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database } from './database.ts'
import { tellOfIssuer } from './feed-issuer.ts'

interface WatchedRow {
  tenant_id: string
  issuer_id: string
  jurisdiction: string
  series: string
  id: string
  first: bigint
  last: bigint
  next: bigint
  expires_on: CalendarDate | null
  created_at: Date
  told_low: number | null
  told_expiring: number | null
}

/** The watch over ranges, in PostgreSQL. */
export function rangeNotices(database: Database, clock: Clock): Pick<Accounts, 'watchedRanges' | 'announceRange'> {
  return {
    async watchedRanges(until) {
      const { rows } = await database.query<WatchedRow>(
        { role: 'worker' },
        {
          // Series whose numbers may be few or whose time may be short: what is due exactly, the caller says.
          text: `select r.tenant_id, r.issuer_id, i.jurisdiction, r.series, r.id, r.first, r.last, r.next, r.expires_on,
              r.created_at, low.stage as told_low, expiring.stage as told_expiring
            from number_ranges r join issuers i on i.tenant_id = r.tenant_id and i.id = r.issuer_id
              left join range_notices low on low.tenant_id = r.tenant_id and low.range_id = r.id and low.kind = 'low'
              left join range_notices expiring on expiring.tenant_id = r.tenant_id and expiring.range_id = r.id
                and expiring.kind = 'expiring'
            where (r.tenant_id, r.issuer_id, r.series) in (
              select tenant_id, issuer_id, series from number_ranges group by tenant_id, issuer_id, series
              having sum(last - next + 1) * 5 <= sum(last - first + 1) filter (where next <= last)
                or sum(last - next + 1) <= 50 or bool_or(expires_on <= $1::date))`,
          values: [until.toISOString().slice(0, 10)],
        },
      )
      return rows.map((row) => ({
        tenantId: row.tenant_id,
        issuerId: row.issuer_id,
        jurisdiction: row.jurisdiction,
        series: row.series,
        id: row.id,
        first: row.first,
        last: row.last,
        next: row.next,
        expiresOn: row.expires_on ?? undefined,
        createdAt: row.created_at.toISOString(),
        toldLow: row.told_low ?? undefined,
        toldExpiring: row.told_expiring ?? undefined,
      }))
    },

    async announceRange({ tenantId, issuerId, rangeId, kind, stage, data }) {
      const at = clock.now()
      return database.transaction({ tenantId }, async (run) => {
        const { rowCount } = await run({
          text: `insert into range_notices as told (tenant_id, range_id, kind, stage, at) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, range_id, kind) do update set stage = $4, at = $5 where told.stage > $4`,
          values: [tenantId, rangeId, kind, stage, at],
        })
        if (rowCount !== 1) return false
        const type = kind === 'low' ? 'range.low' : 'range.expiring'
        await appendAudit(run, { tenantId, at, actor: 'worker', kind: type, detail: { issuerId, ...data } })
        const occasion = [rangeId, String(stage)]
        await tellOfIssuer(run, { tenantId, issuerId, type, at, occasion, data })
        return true
      })
    },
  }
}
