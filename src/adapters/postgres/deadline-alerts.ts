import type { DocumentState } from '../../domain/document.ts'
import type { Database } from './database.ts'
import { appendEvent, lockedHead } from './events.ts'

const MOST_AT_ONCE = 200

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
  state: DocumentState
  signed_at: Date
  due_at: Date
  alerts: number
}

/** Gives each waiting document the warning that is due, once. */
export async function alertDeadlines(database: Database, now: Date): Promise<number> {
  const { rows } = await database.query<AlertRow>(
    { role: 'worker' },
    {
      name: 'alerts-due',
      text: `select tenant_id, id, state, signed_at, due_at, alerts from documents where alert_at <= $1 limit $2`,
      values: [now, MOST_AT_ONCE],
    },
  )
  let alerted = 0
  for (const row of rows) if (await alert(database, row, now)) alerted += 1
  return alerted
}

function alert(database: Database, row: AlertRow, now: Date): Promise<boolean> {
  const { tenant_id: tenantId, id, alerts } = row
  return database.transaction({ tenantId }, async (run) => {
    const chain = await lockedHead(run, tenantId, id)
    if (chain?.state !== 'signed' && chain?.state !== 'sent') return false
    const detail = { share: SHARES[alerts] ?? 1, dueAt: row.due_at.toISOString() }
    const event = { tenantId, documentId: id, at: now, actor: 'worker', kind: 'deadline-near', to: chain.state, detail }
    const head = await appendEvent(run, chain, event)
    const { rowCount } = await run({
      text: `update documents set events = $3, head = $4, alerts = $5 + 1, alert_at = $6
        where tenant_id = $1 and id = $2 and alerts = $5`,
      values: [tenantId, id, head.events, head.head, alerts, alertTime(alerts + 1, row.signed_at, row.due_at)],
    })
    // Another process was faster: its alert stands, and the error takes this event back.
    if (rowCount !== 1) throw new Error('this deadline alert was given by another process')
    return true
  })
}
