import type { CalendarDate } from '../../domain/calendar.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Account, Usage } from '../../ports/usage.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database, Run } from './database.ts'
import { PLAN_COLUMNS, planOf, type PlanRow } from './plan-rows.ts'

/** Plans and counts in PostgreSQL. The counting itself is done where documents are accepted. */
export function usageStore(database: Database, clock: Clock): Usage {
  async function audited(
    run: Run,
    { tenantId, environment }: Account,
    actor: string,
    kind: string,
    detail: object,
  ): Promise<void> {
    await appendAudit(run, { tenantId, at: clock.now(), actor, kind, detail: { environment, ...detail } })
  }

  return {
    async plan({ tenantId, environment }) {
      const { rows } = await database.query<PlanRow>({ tenantId }, {
        text: `select ${PLAN_COLUMNS} from plans where tenant_id = $1 and environment = $2`,
        values: [tenantId, environment],
      }) // prettier-ignore
      return rows[0] && planOf(rows[0])
    },

    async setPlan(account, plan, actor) {
      const { tenantId, environment } = account
      const { name, included, cycle, anchor, timeZone, overage, price, overagePrice, currency } = plan
      await database.transaction({ tenantId }, async (run) => {
        await run({
          text: `insert into plans
              (tenant_id, environment, name, included, cycle, anchor, time_zone, overage, price, overage_price, currency)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (tenant_id, environment) do update set name = excluded.name, included = excluded.included,
              cycle = excluded.cycle, anchor = excluded.anchor, time_zone = excluded.time_zone, overage = excluded.overage,
              price = excluded.price, overage_price = excluded.overage_price, currency = excluded.currency,
              counted_from = null, counted = null, set_in = pg_current_xact_id()`,
          values: [
            tenantId,
            environment,
            name,
            included,
            cycle,
            anchor,
            timeZone,
            overage,
            price,
            overagePrice,
            currency,
          ],
        })
        await audited(run, account, actor, 'plan.set', plan)
      })
    },

    async removePlan(account, actor) {
      const { tenantId, environment } = account
      return database.transaction({ tenantId }, async (run) => {
        const { rowCount } = await run({
          text: 'delete from plans where tenant_id = $1 and environment = $2',
          values: [tenantId, environment],
        })
        if (rowCount !== 1) return false
        await audited(run, account, actor, 'plan.removed', {})
        return true
      })
    },

    async counts({ tenantId, environment }, { startsOn, endsOn }) {
      const { rows } = await database.query<{ issuer_id: string; type: string; documents: bigint }>({ tenantId }, {
        text: `select issuer_id, type, sum(documents)::bigint as documents from usage_counts
          where tenant_id = $1 and environment = $2 and day between $3 and $4
          group by issuer_id, type order by documents desc, issuer_id, type`,
        values: [tenantId, environment, startsOn, endsOn],
      }) // prettier-ignore
      return rows.map((row) => ({ issuerId: row.issuer_id, type: row.type, documents: Number(row.documents) }))
    },

    async totals({ tenantId, environment }, cycles) {
      const { rows } = await database.query<{ starts_on: CalendarDate; documents: bigint }>({ tenantId }, {
        text: `select c.starts_on, coalesce(sum(u.documents), 0)::bigint as documents
          from unnest($3::date[], $4::date[]) as c (starts_on, ends_on)
            left join usage_counts u on u.tenant_id = $1 and u.environment = $2 and u.day between c.starts_on and c.ends_on
          group by c.starts_on`,
        values: [tenantId, environment, cycles.map(({ startsOn }) => startsOn), cycles.map(({ endsOn }) => endsOn)],
      }) // prettier-ignore
      return new Map(rows.map((row) => [row.starts_on, Number(row.documents)]))
    },
  }
}
