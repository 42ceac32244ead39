import type { Circuits, LaneFailure, OpenCircuit } from '../../ports/circuits.ts'
import type { Database, Run } from './database.ts'
import { tellOfIssuer } from './feed-issuer.ts'

const WORKER = { role: 'worker' } as const
const COLUMNS = 'lane, tenant_id, issuer_id, cause, failures, opened_at, next_probe_at'

interface CircuitRow {
  lane: string
  tenant_id: string
  issuer_id: string
  cause: string
  failures: number
  opened_at: Date
  next_probe_at: Date
}

/** Circuits in PostgreSQL, so that all processes stop sending together and only one of them probes. */
export function circuitStore(database: Database): Circuits {
  return {
    async failed(failure: LaneFailure) {
      const { lane, tenantId, issuerId, cause, at, threshold, nextProbeAt } = failure
      const isOpened = await database.transaction({ ...WORKER, tenantId }, async (run) => {
        const { rows } = await run<{ opened: boolean }>({
          name: 'circuit-failed',
          text: `insert into circuits as c (lane, tenant_id, issuer_id, cause, failures, opened_at, next_probe_at)
            values ($1, $2, $3, $4, 1, case when $6 <= 1 then $5::timestamptz end, case when $6 <= 1 then $7::timestamptz end)
          on conflict (lane) do update set cause = $4, failures = c.failures + 1,
            opened_at = coalesce(c.opened_at, case when c.failures + 1 >= $6 then $5::timestamptz end),
            next_probe_at = coalesce(c.next_probe_at, case when c.failures + 1 >= $6 then $7::timestamptz end)
          returning c.opened_at = $5 and c.failures = greatest($6, 1) as opened`,
          values: [lane, tenantId, issuerId, cause, at, threshold, nextProbeAt],
        })
        const opened = rows[0]?.opened ?? false
        if (opened) await tellDown(run, failure)
        return opened
      })
      if (isOpened) await park(database, lane, nextProbeAt)
      return isOpened
    },

    async succeeded(lane) {
      await database.query(WORKER, {
        name: 'circuit-succeeded',
        text: 'delete from circuits where lane = $1 and opened_at is null',
        values: [lane],
      })
    },

    async due(now, probeMs) {
      const { rows } = await database.query<CircuitRow>(WORKER, {
        name: 'circuit-due',
        text: `update circuits set next_probe_at = $2 where lane in (
            select lane from circuits where opened_at is not null and next_probe_at <= $1 for update skip locked)
          returning ${COLUMNS}`,
        values: [now, new Date(now.getTime() + probeMs)],
      })
      return rows.map(circuitOf)
    },

    async close(circuit, now) {
      const { lane, tenantId } = circuit
      await database.transaction({ ...WORKER, tenantId }, async (run) => {
        const [closed] = await Promise.all([
          run({ text: 'delete from circuits where lane = $1 and opened_at is not null', values: [lane] }),
          // All at the same moment, those that came in meanwhile too: then the claim takes them in the order of their numbers.
          run({
            text: 'update work set run_at = $2 where lane = $1 and lease_until is null',
            values: [lane, now],
          }),
        ])
        if (closed.rowCount === 1) await tellUp(run, circuit, now)
      })
    },

    async postpone({ lane }, cause, nextProbeAt) {
      await database.query(WORKER, {
        text: 'update circuits set cause = $2, failures = failures + 1, next_probe_at = $3 where lane = $1',
        values: [lane, cause, nextProbeAt],
      })
      await park(database, lane, nextProbeAt)
    },

    async count() {
      const { rows } = await database.query<{ count: number }>(WORKER, {
        name: 'circuit-count',
        text: 'select count(*)::int as count from circuits where opened_at is not null',
      })
      return rows[0]?.count ?? 0
    },

    async open(tenantId) {
      const { rows } = await database.query<CircuitRow>({ tenantId }, {
        text: `select ${COLUMNS} from circuits where tenant_id = $1 and opened_at is not null order by lane`,
        values: [tenantId],
      }) // prettier-ignore
      return rows.map(circuitOf)
    },
  }
}

/**
 * Whether the issuer's authority is back is asked now, not when its next probe is due: nothing is sent before. To be called before
 * anything else is locked, as all that change a circuit begin with it.
 */
export async function hastenProbe(
  run: Run,
  { tenantId, issuerId }: Pick<OpenCircuit, 'tenantId' | 'issuerId'>,
  now: Date,
): Promise<void> {
  await run({
    name: 'circuit-hasten',
    text: `update circuits set next_probe_at = $3
      where tenant_id = $1 and issuer_id = $2 and opened_at is not null and next_probe_at > $3`,
    values: [tenantId, issuerId, now],
  })
}

/** Once when a circuit opens: the failures after it say nothing new. */
function tellDown(run: Run, { lane, tenantId, issuerId, cause, at, nextProbeAt }: LaneFailure): Promise<void> {
  const data = { ...serviceOf(lane), cause, downSince: at.toISOString(), nextProbeAt: nextProbeAt.toISOString() }
  return tellOfIssuer(run, { tenantId, issuerId, type: 'authority.down', at, occasion: [lane, data.downSince], data })
}

function tellUp(run: Run, { lane, tenantId, issuerId, openedAt }: OpenCircuit, at: Date): Promise<void> {
  const data = { ...serviceOf(lane), downSince: openedAt.toISOString() }
  return tellOfIssuer(run, { tenantId, issuerId, type: 'authority.up', at, occasion: [lane, data.downSince], data })
}

/** Which of the authority's services a lane leads to: its third part. */
function serviceOf(lane: string): { readonly authorityEnvironment: string | undefined } {
  return { authorityEnvironment: lane.split('/')[2] }
}

// Each waiting step is moved once in this time, however often the authority is probed.
const PARKED_MS = 15 * 60_000

/**
 * Moves the waiting steps of an open lane out of the way: the claim would pass over each of them every time. Closing the circuit
 * makes them due at once; should that never come, they are due again by themselves.
 */
async function park(database: Database, lane: string, nextProbeAt: Date): Promise<void> {
  await database.transaction(WORKER, async (run) => {
    // Locked, so that whoever closes the circuit does so before this, and nothing is parked, or after, and brings it back.
    const open = await run({
      name: 'circuit-open',
      text: 'select from circuits where lane = $1 and opened_at is not null for update',
      values: [lane],
    })
    if (open.rowCount === 0) return
    await run({
      name: 'circuit-park',
      text: 'update work set run_at = $2 where lane = $1 and lease_until is null and run_at <= $3',
      values: [lane, new Date(nextProbeAt.getTime() + PARKED_MS), nextProbeAt],
    })
  })
}

function circuitOf(row: CircuitRow): OpenCircuit {
  return {
    lane: row.lane,
    tenantId: row.tenant_id,
    issuerId: row.issuer_id,
    cause: row.cause,
    failures: row.failures,
    openedAt: row.opened_at,
    nextProbeAt: row.next_probe_at,
  }
}
