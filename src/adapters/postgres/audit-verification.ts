import { auditHash } from '../../domain/event-chain.ts'
import type { AuditReport } from '../../ports/audit.ts'
import { verifyChains } from './chain-verification.ts'
import type { Database } from './database.ts'
import { type Seal, sealedEvents } from './seal.ts'

const PAGE = 500

type Break = AuditReport['breaks'][number]

/** Recomputes every document's chain, what it says of the document, the audit log's own chain, and every seal of a tenant. */
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
