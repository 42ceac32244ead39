import type { Database, Run } from './database.ts'
import { appendEvent, lockedHead } from './events.ts'

const MOST_AT_ONCE = 200
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

// At which shares of the time between signing and the legal deadline a timeline is told.
const SHARES = [0.5, 0.8] as const

/** When the alert number `alerts` (counted from 0) is due; undefined when none is left. */
export function alertTime(alerts: number, signedAt: Date, dueAt: Date): Date | undefined {
  const share = SHARES[alerts]
  return share === undefined ? undefined : new Date(signedAt.getTime() + (dueAt.getTime() - signedAt.getTime()) * share)
}

interface AlertRow {
  tenant_id: string
  id: string
  signed_at: Date
  due_at: Date
  alert_at: Date
  alerts: number
}

/** Gives each waiting document the warning that is due, once. A document whose timeline cannot be told holds up no other. */
export async function alertDeadlines(
  database: Database,
  now: Date,
  onError: (error: unknown) => void,
): Promise<number> {
  let alerted = 0
  let after: Pick<AlertRow, 'alert_at' | 'id'> = { alert_at: new Date(0), id: FIRST_ID }
  for (;;) {
    const { rows } = await database.query<AlertRow>(
      { role: 'worker' },
      {
        name: 'alerts-due',
        text: `select tenant_id, id, signed_at, due_at, alert_at, alerts from documents
          where alert_at <= $1 and (alert_at, id) > ($3, $4::uuid) order by alert_at, id limit $2`,
        values: [now, MOST_AT_ONCE, after.alert_at, after.id],
      },
    )
    for (const row of rows) {
      try {
        if (await alert(database, row, now)) alerted += 1
      } catch (error) {
        onError(error)
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < MOST_AT_ONCE) return alerted
    after = last
  }
}

function alert(database: Database, row: AlertRow, now: Date): Promise<boolean> {
  const { tenant_id: tenantId, id, alerts } = row
  return database.transaction({ tenantId }, async (run) => {
    const chain = await lockedHead(run, tenantId, id)
    if (!chain || !(await isStillDue(run, row))) return false
    const detail = { share: SHARES[alerts] ?? 1, dueAt: row.due_at.toISOString() }
    const event = { tenantId, documentId: id, at: now, actor: 'worker', kind: 'deadline-near', to: chain.state, detail }
    const head = await appendEvent(run, chain, event)
    await run({
      name: 'alert-given',
      text: `update documents set events = $3, head = $4, alerts = $5, alert_at = $6 where tenant_id = $1 and id = $2`,
      values: [tenantId, id, head.events, head.head, alerts + 1, alertTime(alerts + 1, row.signed_at, row.due_at)],
    })
    return true
  })
}

/** Under the document's lock: another process may have given the alert, a verdict or a correction may have ended it. */
async function isStillDue(run: Run, row: AlertRow): Promise<boolean> {
  const { rowCount } = await run({
    name: 'alert-is-due',
    text: `select from documents where tenant_id = $1 and id = $2 and alerts = $3 and signed_at = $4
      and alert_at is not null`,
    values: [row.tenant_id, row.id, row.alerts, row.signed_at],
  })
  return rowCount === 1
}
