import { performance } from 'node:perf_hooks'
import { creditInvoice } from '../drafts.ts'
import { type Gateway, startGateway } from '../gateway.ts'
import { type Generator, latencyMs, type LoadPlan, type LoadReport, ratePerSecond, startGenerator } from '../load.ts'
import type { Cell, Effort, Findings, Part } from '../part.ts'
import { asAdmin, embeddedPostgres, type Postgres } from '../postgres.ts'
import { turned } from '../rounds.ts'
import { median, medianRatio } from '../statistics.ts'

/** Whether creating and reading a document costs the same however many there are. */
export const grow: Part = {
  name: 'grow',
  about: 'create, read and list with 10 000 documents and with a million',
  measure,
}

const SMALL = 10_000
const LARGE = 1_000_000
const SLICE_S = 2
const CONNECTIONS = 4
/** Documents that are read in turn, spread over all there are. */
const READ = 1_000

async function measure({ rounds, say }: Effort): Promise<Findings> {
  const loadRounds = Math.max(3, Math.ceil(rounds / 2))
  await using stack = new AsyncDisposableStack()
  const postgres = stack.use(await embeddedPostgres())
  const generator = stack.use(startGenerator())
  const archives: Archive[] = []
  for (const count of [SMALL, LARGE]) {
    const archive = await archiveOf(postgres, count)
    stack.use(archive.gateway)
    say(`${count} documents put in within ${Math.round(archive.filledMs / 1000)} s`)
    archives.push(archive)
  }

  const rows: Cell[][] = []
  for (const { name, plan } of OPERATIONS) {
    say(name)
    const reports = await takingTurns(generator, archives, plan, loadRounds)
    const baseline = reports.get(SMALL)?.map(ratePerSecond) ?? []
    for (const [count, own] of reports) {
      const rates = own.map(ratePerSecond)
      rows.push([name, count, median(rates), latencyMs(own, 0.5), latencyMs(own, 0.99), medianRatio(rates, baseline)])
    }
  }
  return {
    title: 'with more documents',
    columns: ['', 'documents', 'requests/s', 'p50 ms', 'p99 ms', '÷ the smaller one'],
    rows,
    notes: [
      'Aim: the same cost, a ratio of about 1.',
      `Two databases on one server, an \`emite api\` each, ${CONNECTIONS} connections; medians of ${loadRounds} rounds of ${SLICE_S} s in turns. ` +
        'The rows were put in by SQL: one tenant and issuer, every index filled, an event each, short files in place of signed ones.',
    ],
  }
}

/** A gateway over a database that has many documents already. */
interface Archive {
  readonly count: number
  readonly gateway: Gateway
  readonly ids: readonly string[]
  readonly filledMs: number
}

async function archiveOf(postgres: Postgres, count: number): Promise<Archive> {
  const { url, adminUrl } = await postgres.database()
  let ids: readonly string[] = []
  let filledMs = 0
  const furnish = async (taxpayer: Pick<Gateway, 'tenantId' | 'issuerId'>): Promise<void> => {
    const begin = performance.now()
    ids = await fill(adminUrl, taxpayer, count)
    filledMs = performance.now() - begin
  }
  const gateway = await startGateway({ command: 'api', databaseUrl: url, furnish })
  return { count, gateway, ids, filledMs }
}

/** Puts approved documents in, the oldest first, and moves the range on behind them. Answers ids spread over all of them. */
async function fill(adminUrl: string, { tenantId, issuerId }: Pick<Gateway, 'tenantId' | 'issuerId'>, count: number) {
  return asAdmin(adminUrl, async (admin) => {
    await admin.query(DOCUMENTS, [tenantId, issuerId, count])
    await admin.query(EVENTS, [tenantId])
    await admin.query(`update number_ranges set next = $3 where tenant_id = $1 and issuer_id = $2 and series = '31'`, [
      tenantId,
      issuerId,
      count + 1,
    ])
    await admin.query('vacuum analyze')
    const every = Math.max(1, Math.floor(count / READ))
    const { rows } = await admin.query<{ id: string }>(
      'select id from documents where tenant_id = $1 and sequence % $2 = 0 limit $3',
      [tenantId, every, READ],
    )
    return rows.map(({ id }) => id)
  })
}

// Ids begin with the time, as those of the product do: new rows go to the end of the index.
const DOCUMENTS = `
  insert into documents (tenant_id, id, environment, issuer_id, issuer_tax_id, jurisdiction, type, number, series, sequence,
    door, idempotency_key, request_hash, state, revision, issue_date, currency, total, buyer_tax_id, buyer_name, totals, facts,
    stamp, warnings, draft, xml, signed_at, due_at, events, head, created_at, updated_at)
  select $1, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3)
      || '8' || substr(md5(n::text), 4, 15))::uuid,
    'sandbox', $2, '101010632', 'do', '31', 'E31' || lpad(n::text, 10, '0'), '31', n,
    'v1', 'filled-' || n, sha256(n::text::bytea), 'approved', 1, at::date, 'DOP', 1180.00, '131880681',
    'Comercial del Caribe', '{"MontoTotal": "1180.00"}', '{"channel": "e-CF"}',
    '{"securityCode": "AbCd+/", "url": "http://127.0.0.1/", "signedAt": "01-01-2026 10:00:00"}', '[]', '{"type": "31"}',
    repeat(md5(n::text), 8)::bytea, at, at, 1, sha256(n::text::bytea), at, at
  from (select n, now() - ($3::bigint - n) * interval '1 second' as at from generate_series(1, $3::bigint) n) numbered`
const EVENTS = `
  insert into events (tenant_id, document_id, sequence, at, actor, kind, to_state, detail, hash)
  select tenant_id, id, 1, created_at, 'bench', 'signed', 'signed', '{}', head from documents where tenant_id = $1`

type PlanOf = (archive: Archive) => Pick<LoadPlan, 'url' | 'method'> & Partial<LoadPlan>

const OPERATIONS: readonly { readonly name: string; readonly plan: PlanOf }[] = [
  {
    name: 'create, 1 line',
    plan: ({ gateway }) => ({
      url: `${gateway.baseUrl}/api/v1/documents`,
      method: 'POST',
      body: JSON.stringify(creditInvoice(1)),
    }),
  },
  {
    name: 'read one',
    plan: ({ gateway, ids }) => ({
      url: gateway.baseUrl,
      method: 'GET',
      paths: ids.map((id) => `/api/v1/documents/${id}`),
    }),
  },
  {
    name: 'list the newest',
    plan: ({ gateway }) => ({
      url: gateway.baseUrl,
      method: 'GET',
      paths: ['/api/v1/documents?limit=20'],
    }),
  },
]

async function takingTurns(
  generator: Generator,
  archives: readonly Archive[],
  planOf: PlanOf,
  rounds: number,
): Promise<ReadonlyMap<number, readonly LoadReport[]>> {
  const reports = new Map(archives.map(({ count }) => [count, [] as LoadReport[]]))
  const run = (archive: Archive): Promise<LoadReport> => {
    const headers = { 'content-type': 'application/json', authorization: archive.gateway.authorization }
    return generator.run({ ...planOf(archive), headers, connections: CONNECTIONS, seconds: SLICE_S })
  }
  for (const archive of archives) await run(archive)
  for (let round = 0; round < rounds; round += 1) {
    for (const archive of turned(archives, round)) reports.get(archive.count)?.push(await run(archive))
  }
  return reports
}
