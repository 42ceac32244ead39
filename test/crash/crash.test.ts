import { createHash, randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from '../../src/compose.ts'
import { authorityHostsAt } from '../../simulator/simulator.ts'
import { readConfig } from '../../src/config.ts'
import type { LedgerEntry } from '../../simulator/ledger.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { needs } from '../support/needs.ts'
import {
  consumerInvoice,
  creditInvoice,
  dominicanTaxpayer,
  ecuadorianInvoice,
  ecuadorianTaxpayer,
  type Taxpayer,
} from '../support/taxpayer.ts'
import { freePort, Process, ready } from './processes.ts'

const ROUNDS = Number(process.env.EMITE_TEST_CRASH_ROUNDS ?? 10)
const CLIENTS = 4

/** A country under load: who issues, what, and through which services it is handed in. */
interface Country {
  readonly name: string
  readonly taxpayer: (house: House) => Promise<Taxpayer>
  readonly draft: (count: number) => Record<string, unknown>
  readonly uploads: readonly string[]
}

const COUNTRIES: readonly Country[] = [
  {
    name: 'the Dominican Republic',
    taxpayer: dominicanTaxpayer,
    draft: (count) => (count % 3 === 0 ? consumerInvoice() : creditInvoice()),
    uploads: ['recepcion', 'recepcionfc'],
  },
  {
    name: 'Ecuador',
    taxpayer: ecuadorianTaxpayer,
    draft: () => ecuadorianInvoice(),
    uploads: ['validarComprobante'],
  },
]

describe.skipIf(!needs('postgres-server')).each(COUNTRIES)('kill -9 at any instant, in $name', (country) => {
  let fresh: FreshDatabase
  let dataDir: string
  let taxpayer: Taxpayer
  let admin: pg.Client
  let baseUrl: string
  let simulatorUrl: string
  let simulator: Process
  const processes: Process[] = []

  beforeAll(async () => {
    fresh = await freshDatabase()
    dataDir = await mkdtemp(join(tmpdir(), 'emite-crash-'))
    const [apiPort, simulatorPort] = [await freePort(), await freePort()]
    baseUrl = `http://127.0.0.1:${apiPort}`
    simulatorUrl = `http://127.0.0.1:${simulatorPort}`
    const hosts = authorityHostsAt(simulatorUrl)
    const environment = {
      DATABASE_URL: fresh.url,
      EMITE_DATA_DIR: dataDir,
      EMITE_PORT: String(apiPort),
      EMITE_AUTHORITY_HOSTS: JSON.stringify(hosts),
      EMITE_LOOPBACK_ONLY: 'true',
      EMITE_LOG_LEVEL: 'warn',
    }
    const house = await openHouse(readConfig(environment), pino({ level: 'silent' }))
    taxpayer = await country.taxpayer(house)
    await house.close()

    simulator = new Process(['simulator/main.ts', '--port', String(simulatorPort)], {})
    simulator.start()
    processes.push(
      new Process(['src/main.ts', 'api'], environment),
      new Process(['src/main.ts', 'worker'], environment),
    )
    for (const process of processes) process.start()
    admin = new pg.Client({ connectionString: fresh.adminUrl })
    await admin.connect()
    await ready(`${baseUrl}/readyz`, 30_000)
    // Time at every second upload, so that kills hit exchanges under way; and answers that leave it open.
    await fault({ kind: 'latency', ms: 60, probability: 0.5 })
    for (const kind of ['cut-before', 'cut-after', 'error-before', 'error-after', 'truncated']) {
      await fault({ kind, probability: 0.01 })
    }
  }, 120_000)

  afterAll(async () => {
    for (const process of [...processes, simulator]) await process.kill()
    await admin.end()
    await fresh.drop()
    await rm(dataDir, { recursive: true, force: true })
  })

  test(`loses nothing, doubles no number and sends nothing twice, over ${ROUNDS} rounds`, async () => {
    const load = new Load(baseUrl, taxpayer, country.draft)
    const clients = Array.from({ length: CLIENTS }, () => load.run())
    for (let round = 0; round < ROUNDS; round += 1) {
      await pause(randomInt(200, 1_500))
      const victims = processes.filter(() => randomInt(2) === 0)
      const killed = victims.length > 0 ? victims : [processes[round % 2]!]
      for (const victim of killed) await victim.kill()
      await pause(randomInt(0, 300))
      for (const victim of killed) victim.start()
      await ready(`${baseUrl}/readyz`, 30_000)
    }
    load.stop()
    await Promise.all(clients)
    await everythingSettled()

    const stored = await admin.query<{
      number: string
      state: string
      idempotency_key: string
      xml: Buffer
      submission: Buffer | null
    }>('select number, state, idempotency_key, xml, submission from documents')
    const ledger = await ledgerEntries()

    // Every request has its answer, and every answer is a stored document: one a key, one a number.
    expect(load.answers.size).toBeGreaterThan(ROUNDS)
    expect(new Map(stored.rows.map((row) => [row.idempotency_key, row.number]))).toEqual(load.answers)
    expect(new Set(stored.rows.map((row) => row.number)).size).toBe(stored.rows.length)
    expect(stored.rows.filter((row) => row.state !== 'approved')).toEqual([])

    // The authority has accepted each exactly once, and the bytes it has are the bytes we keep.
    const accepted = ledger.filter((entry) => entry.outcome.state === 'accepted')
    expect(accepted.map((entry) => entry.number).sort()).toEqual(stored.rows.map((row) => row.number).sort())
    const sent = new Map(accepted.map((entry) => [entry.number, entry.sha256]))
    for (const row of stored.rows) {
      expect(sent.get(row.number)).toBe(
        createHash('sha256')
          .update(row.submission ?? row.xml)
          .digest('hex'),
      )
    }
    // A second copy was only ever sent of something the authority had not shown to have.
    const twice = ledger.filter((entry) => entry.arrival > 1)
    const doubled = twice.filter((entry) => !wasUnseen(ledger, entry))
    expect(doubled.map(({ service, number, receivedAt }) => `${service} ${number} ${receivedAt}`)).toEqual([])
    console.info(`${stored.rows.length} documents, ${ROUNDS} rounds, ${twice.length} resent after being unseen`)
  }, 300_000)

  async function fault(request: Readonly<Record<string, unknown>>): Promise<void> {
    const answer = await fetch(`${simulatorUrl}/_control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    })
    if (!answer.ok) throw new Error(`the simulator refuses the fault: ${await answer.text()}`)
  }

  async function everythingSettled(): Promise<void> {
    const until = Date.now() + 150_000
    for (;;) {
      const { rows } = await admin.query<{ waiting: number }>('select count(*)::int as waiting from work')
      if (rows[0]?.waiting === 0) return
      if (Date.now() > until) throw new Error(`${rows[0]?.waiting} steps never ended\n${processes[1]!.output}`)
      await pause(100)
    }
  }

  async function ledgerEntries(): Promise<readonly LedgerEntry[]> {
    const answer = await fetch(`${simulatorUrl}/_control/ledger.ndjson`)
    const lines = (await answer.text()).trim().split('\n')
    return lines
      .map((line) => JSON.parse(line) as LedgerEntry)
      .filter((entry) => country.uploads.includes(entry.service))
  }
})

// An upload may be delayed by the fault plan; until it is recorded, the authority cannot show it.
const IN_FLIGHT_MS = 5_000

/** True when the copy before this one was still on its way in when this one was sent. */
function wasUnseen(ledger: readonly LedgerEntry[], copy: LedgerEntry): boolean {
  const before = ledger.find((entry) => entry.number === copy.number && entry.arrival === copy.arrival - 1)
  return before !== undefined && Date.parse(copy.receivedAt) - Date.parse(before.receivedAt) < IN_FLIGHT_MS
}

/** Clients that post invoices one after the other, each until it is answered, whatever happens to the server. */
class Load {
  /** Number by idempotency key, as the server said it. */
  readonly answers = new Map<string, string>()
  readonly #url: string
  readonly #apiKey: string
  readonly #draft: Country['draft']
  #isStopped = false
  #next = 0

  constructor(baseUrl: string, taxpayer: Taxpayer, draft: Country['draft']) {
    this.#draft = draft
    this.#url = `${baseUrl}/api/v1/documents`
    this.#apiKey = taxpayer.apiKey
  }

  stop(): void {
    this.#isStopped = true
  }

  async run(): Promise<void> {
    while (!this.#isStopped) {
      const key = `crash-${this.#next++}`
      const body = JSON.stringify(this.#draft(this.#next))
      this.answers.set(key, await this.#post(key, body))
    }
  }

  async #post(key: string, body: string): Promise<string> {
    for (;;) {
      try {
        const answer = await fetch(this.#url, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${this.#apiKey}`,
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body,
          signal: AbortSignal.timeout(10_000),
        })
        const document = (await answer.json()) as { number?: string }
        if ((answer.status === 200 || answer.status === 201) && document.number) return document.number
        if (answer.status < 500) throw new Refused(`${answer.status} ${JSON.stringify(document)}`)
      } catch (error) {
        if (error instanceof Refused) throw error
        // The server was killed: the same request again, as a client would.
      }
      await pause(50)
    }
  }
}

class Refused extends Error {}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
