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
  at_least: bigint
  at_most: bigint
  expires_on: CalendarDate | null
  created_at: Date
  told_low: number | null
  told_expiring: number | null
}

// A range that ended so long ago has ended in every time zone.
const OVER_EVERYWHERE_MS = 2 * 86_400_000

/** The watch over ranges, in PostgreSQL. */
export function rangeNotices(database: Database, clock: Clock): Pick<Accounts, 'watchedRanges' | 'announceRange'> {
  return {
    async watchedRanges(until) {
      const { rows } = await database.query<WatchedRow>(
        { role: 'worker' },
        {
          // Series whose numbers may be few or whose time may be short: what is due exactly, the caller says. Every range is
          // looked at each time: its highest number is one step in an index, and nothing is counted here.
          text: `with standing as materialized (
              select r.*, case when r.expires_on < $2::date then 0 else r.last - r.next + 1 end as at_most,
                case when r.expires_on < $2::date then 0 else r.last - coalesce(highest.sequence, r.next - 1) end as at_least
              from number_ranges r left join lateral (
                select d.sequence from documents d where r.next <= r.last
                  and d.tenant_id = r.tenant_id and d.issuer_id = r.issuer_id and d.series = r.series
                  and d.sequence between r.next and r.last
                order by d.sequence desc limit 1) highest on true)
            select r.tenant_id, r.issuer_id, i.jurisdiction, r.series, r.id, r.first, r.last, r.at_least, r.at_most,
              r.expires_on, r.created_at, low.stage as told_low, expiring.stage as told_expiring
            from standing r join issuers i on i.tenant_id = r.tenant_id and i.id = r.issuer_id
              left join range_notices low on low.tenant_id = r.tenant_id and low.range_id = r.id and low.kind = 'low'
              left join range_notices expiring on expiring.tenant_id = r.tenant_id and expiring.range_id = r.id
                and expiring.kind = 'expiring'
            where (r.tenant_id, r.issuer_id, r.series) in (
              select tenant_id, issuer_id, series from standing group by tenant_id, issuer_id, series
              having sum(at_least) * 5 <= sum(last - first + 1) filter (where at_most > 0)
                or sum(at_least) <= 50 or bool_or(expires_on between $2::date and $1::date))`,
          values: [dateOf(until), dateOf(new Date(clock.now().getTime() - OVER_EVERYWHERE_MS))],
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
        atLeast: row.at_least,
        atMost: row.at_most,
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

function dateOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}
