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
// A server that runs for months has its code compiled; so must the one that is measured.
const WARM_UP = 4_000

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
    columns: ['', 'connections', 'requests/s', 'p50 ms', 'p99 ms', '÷ bare', 'server CPU ms each', 'bare CPU ÷'],
    rows,
    notes: [
      'Aim: ≥ 0.6 of bare Fastify + `pg` that makes one RSA signature and one INSERT of the same signed bytes, a transaction each.',
      `Medians of ${loadRounds} rounds of ${SLICE_S} s; subject and baseline take turns on the same server. Server, load generator ` +
        'and PostgreSQL share the processors.',
      "Server CPU: processor time of the server process for one request, all of its threads, without PostgreSQL's. It moves less than " +
        'the rates when others use the machine.',
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
  const subjects = [
    { name: 'Emite', process: gateway, plan: { url: documents, method: 'POST', headers, body } },
    { name: 'bare', process: bare, plan: { url: bare.url, method: 'POST', headers, body } },
  ] as const

  const rows: Cell[][] = []
  for (const connections of CONNECTIONS) {
    say(`${postgres.name}, ${connections} connections`)
    const tallies = await takingTurns(generator, subjects, connections, rounds)
    const baseline = tallies.get('bare')
    for (const [name, { reports, cpuMsEach }] of tallies) {
      const rates = reports.map(ratePerSecond)
      rows.push([
        `${name}, ${postgres.name}`,
        connections,
        median(rates),
        latencyMs(reports, 0.5),
        latencyMs(reports, 0.99),
        medianRatio(rates, baseline?.reports.map(ratePerSecond) ?? []),
        median(cpuMsEach),
        medianRatio(baseline?.cpuMsEach ?? [], cpuMsEach),
      ])
    }
  }
  return rows
}

interface Subject {
  readonly name: string
  readonly process: { cpuMs(): number }
  readonly plan: Omit<LoadPlan, 'connections'>
}

interface Tally {
  readonly reports: LoadReport[]
  /** Processor time of the server for one request, round by round. */
  readonly cpuMsEach: number[]
}

/** Requests that do not count, then rounds in which each has its slice; the order turns. */
async function takingTurns(
  generator: Generator,
  subjects: readonly Subject[],
  connections: number,
  rounds: number,
): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map(subjects.map(({ name }): [string, Tally] => [name, { reports: [], cpuMsEach: [] }]))
  for (const { plan } of subjects) await generator.run({ ...plan, connections, amount: WARM_UP })
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, process, plan } of turned(subjects, round)) {
      const before = process.cpuMs()
      const report = await generator.run({ ...plan, connections, seconds: SLICE_S })
      const tally = tallies.get(name)
      tally?.reports.push(report)
      tally?.cpuMsEach.push((process.cpuMs() - before) / report.latenciesMs.length)
    }
  }
  return tallies
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
