import type { DocumentState } from '../../domain/document.ts'
import { auditHash, CHAIN_START, eventHash } from '../../domain/event-chain.ts'
import type { AuditReport } from '../../ports/audit.ts'
import type { Database } from './database.ts'
import { type Seal, sealedEvents } from './seal.ts'

const PAGE = 500

type Break = AuditReport['breaks'][number]

/** Recomputes every document's chain, the audit log's own chain, and every seal of a tenant. */
export async function verifyTenant(
  database: Database,
  tenantId: string,
  onProgress: (checked: number) => void = () => undefined,
): Promise<AuditReport> {
  const breaks: Break[] = []
  const chains = await verifyChains(database, tenantId, breaks, onProgress)
  const entries = await verifyLog(database, tenantId, breaks)
  return { ...chains, entries, breaks }
}

interface DocumentHead {
  id: string
  number: string
  events: number
  head: Buffer
}

interface EventRow {
  document_id: string
  sequence: number
  at: Date
  actor: string
  kind: string
  from_state: DocumentState | null
  to_state: DocumentState
  detail: Record<string, unknown>
  hash: Buffer
}

async function verifyChains(
  database: Database,
  tenantId: string,
  breaks: Break[],
  onProgress: (checked: number) => void,
): Promise<{ documents: number; events: number }> {
  let documents = 0
  let events = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const page = await chainsAfter(database, tenantId, after)
    for (const { chain, ...head } of page) {
      const broken = breakOf(tenantId, head, chain)
      if (broken) breaks.push({ where: `document ${head.number} (${head.id})`, what: broken })
      documents += 1
      events += chain.length
    }
    onProgress(documents)
    const last = page.at(-1)
    if (!last || page.length < PAGE) return { documents, events }
    after = last.id
  }
}

/** Heads and events in one statement: read apart, a document that moves on meanwhile would look tampered with. */
async function chainsAfter(
  database: Database,
  tenantId: string,
  after: string,
): Promise<readonly (DocumentHead & { readonly chain: readonly EventRow[] })[]> {
  const { rows } = await database.query<DocumentHead & EventRow>({ tenantId }, {
    text: `select d.id, d.number, d.events, d.head, e.* from
        (select id, number, events, head from documents where tenant_id = $1 and id > $2 order by id limit $3) d
      left join lateral (select document_id, sequence, at, actor, kind, from_state, to_state, detail, hash from events
        where tenant_id = $1 and document_id = d.id) e on true
      order by d.id, e.sequence`,
    values: [tenantId, after, PAGE],
  }) // prettier-ignore
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((chain) => {
    const [head] = chain
    // A document without any event still comes as one row, with nothing in its event's columns.
    return head ? { ...head, chain: chain.filter((row) => (row.document_id as string | null) !== null) } : []
  })
}

function breakOf(tenantId: string, document: DocumentHead, chain: readonly EventRow[]): string | undefined {
  let head = CHAIN_START
  for (const [index, row] of chain.entries()) {
    if (row.sequence !== index + 1) return `event ${index + 1} is missing`
    head = eventHash(head, {
      tenantId,
      documentId: document.id,
      sequence: row.sequence,
      at: row.at,
      actor: row.actor,
      kind: row.kind,
      from: row.from_state ?? undefined,
      to: row.to_state,
      detail: row.detail,
    })
    if (Buffer.compare(head, row.hash) !== 0) return `event ${row.sequence} was changed`
  }
  if (chain.length !== document.events) return `${document.events} events were written, ${chain.length} are there`
  return Buffer.compare(head, document.head) === 0 ? undefined : 'the head does not match the last event'
}

interface LogRow {
  sequence: bigint
  at: Date
  actor: string
  kind: string
  detail: Record<string, unknown>
  hash: Buffer
}

async function verifyLog(database: Database, tenantId: string, breaks: Break[]): Promise<number> {
  let previous: Uint8Array = Buffer.alloc(32)
  let sequence = 0n
  for (;;) {
    const { rows } = await database.query<LogRow>({ tenantId }, {
      text: `select sequence, at, actor, kind, detail, hash from audit_log
        where tenant_id = $1 and sequence > $2 order by sequence limit $3`,
      values: [tenantId, sequence, PAGE],
    }) // prettier-ignore
    for (const row of rows) {
      const where = `audit entry ${row.sequence}`
      if (row.sequence !== sequence + 1n) breaks.push({ where, what: 'an entry before it is missing' })
      sequence = row.sequence
      previous = auditHash(previous, { tenantId, ...row })
      if (Buffer.compare(previous, row.hash) !== 0) breaks.push({ where, what: 'it was changed' })
      previous = row.hash
      if (row.kind === 'sealed') await verifySeal(database, tenantId, row, where, breaks)
    }
    if (rows.length < PAGE) return Number(sequence)
  }
}

async function verifySeal(
  database: Database,
  tenantId: string,
  row: LogRow,
  where: string,
  breaks: Break[],
): Promise<void> {
  const seal = row.detail as unknown as Seal
  const found = await database.transaction({ tenantId }, (run) => sealedEvents(run, tenantId, seal))
  if (found.events !== seal.events) {
    breaks.push({ where, what: `it sealed ${seal.events} events, ${found.events} are there` })
  } else if (found.digest !== seal.digest) {
    breaks.push({ where, what: 'the events it sealed have changed' })
  }
}
