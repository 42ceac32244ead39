import { setTimeout as delay } from 'node:timers/promises'
import { creditInvoice } from '../drafts.ts'
import { startGateway } from '../gateway.ts'
import { startGenerator } from '../load.ts'
import type { Cell, Effort, Findings, Part } from '../part.ts'
import { embeddedPostgres } from '../postgres.ts'

/** Whether the memory of the API grows with the documents it has made. */
export const memory: Part = {
  name: 'memory',
  about: 'memory of `emite api` after 1 000 and up to 50 000 documents, and after a rest',
  measure,
}

const STEPS = [1_000, 10_000, 25_000, 50_000]
const CONNECTIONS = 8
const REST_MS = 15_000

async function measure({ say }: Effort): Promise<Findings> {
  await using database = await embeddedPostgres()
  await using generator = startGenerator()
  const { url } = await database.database()
  await using gateway = await startGateway({ command: 'api', databaseUrl: url, isInspected: true })
  const headers = { 'content-type': 'application/json', authorization: gateway.authorization }
  const plan = {
    url: `${gateway.baseUrl}/api/v1/documents`,
    method: 'POST',
    headers,
    body: JSON.stringify(creditInvoice(10)),
    connections: CONNECTIONS,
  } as const

  const rows: Cell[][] = [['ready', 0, gateway.residentMb(), await gateway.liveHeapMb()]]
  let made = 0
  for (const step of STEPS) {
    say(`up to ${step} documents`)
    await generator.run({ ...plan, amount: step - made })
    made = step
    rows.push(['under load', made, gateway.residentMb(), await gateway.liveHeapMb()])
  }
  say(`a rest of ${REST_MS / 1000} s`)
  await delay(REST_MS)
  rows.push([`after a rest of ${REST_MS / 1000} s`, made, gateway.residentMb(), await gateway.liveHeapMb()])
  return {
    title: 'memory of the API process',
    columns: ['', 'documents', 'resident MB', 'live heap MB'],
    rows,
    notes: [
      `Drafts of 10 lines over ${CONNECTIONS} connections. \`emite api\` with Node's own limits: the heap grows until collecting is worth it.`,
      'Live heap: what is still reachable after a collection forced through the inspector, just after the resident size was read.',
    ],
  }
}
