import { startBareServer } from '../bare.ts'
import { creditInvoice } from '../drafts.ts'
import { startGateway } from '../gateway.ts'
import { type Generator, latencyMs, type LoadPlan, type LoadReport, ratePerSecond, startGenerator } from '../load.ts'
import type { Cell, Effort, Findings, Part } from '../part.ts'
import { embeddedPostgres, installedPostgres, type Postgres } from '../postgres.ts'
import { turned } from '../rounds.ts'
import { median, medianRatio } from '../statistics.ts'

/** The durable POST against the least that it could cost on the same database. */
export const post: Part = {
  name: 'post',
  about: 'POST of a 10-line draft until it is signed and stored, against bare Fastify + one signature + one INSERT',
  measure,
}

const CONNECTIONS = [1, 8, 32]
const SLICE_S = 2

async function measure({ rounds, say }: Effort): Promise<Findings> {
  const rows: Cell[][] = []
  // A round of load takes seconds, not milliseconds.
  const loadRounds = Math.max(3, Math.ceil(rounds / 2))
  for (const open of [embeddedPostgres, installedPostgres]) {
    await using database = await open()
    if (!database) say('no PostgreSQL is installed: the embedded one only')
    else rows.push(...(await onDatabase(database, loadRounds, say)))
  }
  return {
    title: 'a durable POST of 10 lines',
    columns: ['', 'connections', 'requests/s', 'p50 ms', 'p99 ms', '÷ bare'],
    rows,
    notes: [
      'Aim: ≥ 0.6 of bare Fastify + `pg` that makes one RSA signature and one INSERT of the same signed bytes, a transaction each.',
      `Medians of ${loadRounds} rounds of ${SLICE_S} s; subject and baseline take turns on the same server. Server, load generator ` +
        'and PostgreSQL share the processors.',
      '`emite api` as an operator starts it, its log read and dropped; commits wait for the disk (fsync on).',
    ],
  }
}

async function onDatabase(postgres: Postgres, rounds: number, say: Effort['say']): Promise<Cell[][]> {
  await using generator = startGenerator()
  const { url } = await postgres.database()
  await using gateway = await startGateway({ command: 'api', databaseUrl: url })
  const headers = { 'content-type': 'application/json', authorization: gateway.authorization }
  const body = JSON.stringify(creditInvoice(10))
  const documents = `${gateway.baseUrl}/api/v1/documents`
  await using bare = await startBareServer(url, await oneSignedFile(documents, headers, body))
  const plans = [
    { name: 'Emite', plan: { url: documents, method: 'POST', headers, body } },
    { name: 'bare', plan: { url: bare.url, method: 'POST', headers, body } },
  ] as const

  const rows: Cell[][] = []
  for (const connections of CONNECTIONS) {
    say(`${postgres.name}, ${connections} connections`)
    const reports = await takingTurns(generator, plans, connections, rounds)
    const baseline = reports.get('bare')?.map(ratePerSecond) ?? []
    for (const [name, own] of reports) {
      const rates = own.map(ratePerSecond)
      const ratio = medianRatio(rates, baseline)
      rows.push([
        `${name}, ${postgres.name}`,
        connections,
        median(rates),
        latencyMs(own, 0.5),
        latencyMs(own, 0.99),
        ratio,
      ])
    }
  }
  return rows
}

interface Named {
  readonly name: string
  readonly plan: Omit<LoadPlan, 'connections'>
}

async function takingTurns(
  generator: Generator,
  plans: readonly Named[],
  connections: number,
  rounds: number,
): Promise<ReadonlyMap<string, readonly LoadReport[]>> {
  const reports = new Map(plans.map(({ name }) => [name, [] as LoadReport[]]))
  for (const { plan } of plans) await generator.run({ ...plan, connections, seconds: SLICE_S })
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, plan } of turned(plans, round)) {
      reports.get(name)?.push(await generator.run({ ...plan, connections, seconds: SLICE_S }))
    }
  }
  return reports
}

/** A document made for the purpose: the very bytes that the baseline stores too. */
async function oneSignedFile(url: string, headers: Record<string, string>, body: string): Promise<string> {
  const created = await fetch(url, { method: 'POST', headers, body })
  const document = (await created.json()) as { id?: string }
  if (created.status !== 201) throw new Error(`the draft is refused: ${JSON.stringify(document)}`)
  const xml = await fetch(`${url}/${document.id ?? ''}/xml`, {
    headers: { authorization: headers.authorization ?? '' },
  })
  return xml.text()
}
