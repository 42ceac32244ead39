import { setTimeout as delay } from 'node:timers/promises'
import type { Draft } from '../../src/domain/draft.ts'
import { creditInvoice, smallConsumerInvoice } from '../drafts.ts'
import { type Gateway, startGateway } from '../gateway.ts'
import { type Generator, type LoadPlan, startGenerator } from '../load.ts'
import type { Cell, Effort, Findings, Part } from '../part.ts'
import { asAdmin, embeddedPostgres } from '../postgres.ts'
import { freePort, Program } from '../program.ts'

/** Whole journeys, from the POST to the authority's approval, with the simulator on the loopback. */
export const journey: Part = {
  name: 'journey',
  about: 'whole journeys a second, and the time from 201 to approved, with the simulator',
  measure,
}

const BURST = 2_000
const CALM_PER_SECOND = 10
const CALM_S = 10
const PATIENCE_MS = 180_000

async function measure({ say }: Effort): Promise<Findings> {
  const simulatorPort = await freePort()
  const authorityUrl = `http://127.0.0.1:${simulatorPort}`
  await using simulator = new Program(['simulator/main.ts', '--port', String(simulatorPort)])
  await simulator.ready(authorityUrl)
  await using database = await embeddedPostgres()
  const { url, adminUrl } = await database.database()
  await using gateway = await startGateway({ command: 'serve', databaseUrl: url, authorityUrl })
  await using generator = startGenerator()
  const scene: Scene = { gateway, generator, adminUrl }

  const rows: Cell[][] = []
  for (const [name, draft] of KINDS) {
    say(`${name}: ${CALM_PER_SECOND} a second for ${CALM_S} s`)
    const calm = { connections: 4, ratePerSecond: CALM_PER_SECOND, seconds: CALM_S }
    rows.push([name, `${CALM_PER_SECOND} a second`, ...(await travelled(scene, draft, calm))])
    say(`${name}: ${BURST} as fast as they are taken`)
    const burst = { connections: 16, amount: BURST }
    rows.push([name, `${BURST} at once`, ...(await travelled(scene, draft, burst))])
  }
  return {
    title: 'whole journeys',
    columns: ['', 'load', 'approved', 'journeys/s', 'p50 ms from signed to approved', 'p99 ms', 'slowest ms'],
    rows,
    notes: [
      '`emite serve` (API and worker in one process), the simulator in another, one embedded PostgreSQL; all share the processors.',
      'A type 31 gets a receipt at first, is decided by the simulator 0.2 s later, and is asked after 2 s later for the first time, as ' +
        'DGII wants it: that pause is the floor of its time. A small type 32 is answered at once.',
      'Times are between the events `signed` and `approved` of each document; journeys/s counts from the first `signed` to the last `approved`.',
    ],
  }
}

const KINDS: readonly (readonly [string, Draft])[] = [
  ['type 31, 10 lines', creditInvoice(10)],
  ['type 32, small', smallConsumerInvoice()],
]

interface Scene {
  readonly gateway: Gateway
  readonly generator: Generator
  readonly adminUrl: string
}

type Load = Pick<LoadPlan, 'connections' | 'seconds' | 'amount' | 'ratePerSecond'>

/** Sends drafts and waits until every document they became has been decided. */
async function travelled({ gateway, generator, adminUrl }: Scene, draft: Draft, load: Load): Promise<Cell[]> {
  const since = new Date()
  await generator.run({
    ...load,
    url: `${gateway.baseUrl}/api/v1/documents`,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: gateway.authorization },
    body: JSON.stringify(draft),
  })
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    const { total, approved, spanS, p50, p99, slowest } = await standing(adminUrl, since)
    if (approved === total) return [approved, approved / spanS, p50, p99, slowest]
    if (Date.now() > end) throw new Error(`${total - approved} of ${total} documents were not approved in time`)
    await delay(250)
  }
}

interface Standing {
  readonly total: number
  readonly approved: number
  readonly spanS: number
  readonly p50: number
  readonly p99: number
  readonly slowest: number
}

async function standing(adminUrl: string, since: Date): Promise<Standing> {
  return asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<Standing>(
      `select count(*)::int as total, count(a.at)::int as approved,
         extract(epoch from max(a.at) - min(s.at))::float as "spanS",
         (percentile_cont(0.5) within group (order by extract(epoch from a.at - s.at)) * 1000)::float as p50,
         (percentile_cont(0.99) within group (order by extract(epoch from a.at - s.at)) * 1000)::float as p99,
         (max(extract(epoch from a.at - s.at)) * 1000)::float as slowest
       from events s left join events a
         on a.tenant_id = s.tenant_id and a.document_id = s.document_id and a.to_state = 'approved'
       where s.sequence = 1 and s.at >= $1`,
      [since],
    )
    const [row] = rows
    if (!row) throw new Error('an aggregate has one row')
    return row
  })
}
