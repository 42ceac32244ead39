import { auditHash } from '../../domain/event-chain.ts'
import type { Run } from './database.ts'

const START = Buffer.alloc(32)

/** What a person or a periodic task did. */
export interface NewAuditEntry {
  readonly tenantId: string
  readonly at: Date
  readonly actor: string
  readonly kind: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** Appends to the tenant's chain inside the running transaction, so that a deed and its record stand or fall together. */
export async function appendAudit(run: Run, entry: NewAuditEntry): Promise<void> {
  const { tenantId, at, actor, kind, detail } = entry
  await takeAuditTurn(run, tenantId)
  const { rows } = await run<{ sequence: bigint; hash: Buffer }>({
    name: 'audit-head',
    text: 'select sequence, hash from audit_log where tenant_id = $1 order by sequence desc limit 1',
    values: [tenantId],
  })
  const sequence = (rows[0]?.sequence ?? 0n) + 1n
  const previous = rows[0]?.hash ?? START
  await run({
    name: 'audit-append',
    text: `insert into audit_log (tenant_id, sequence, at, actor, kind, detail, previous, hash)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      tenantId,
      sequence,
      at,
      actor,
      kind,
      JSON.stringify(detail),
      previous,
      auditHash(previous, { tenantId, sequence, at, actor, kind, detail }),
    ],
  })
}

/** The chain has one head: writers of one tenant's audit log take turns, each until its transaction ends. */
export async function takeAuditTurn(run: Run, tenantId: string): Promise<void> {
  await run({
    name: 'audit-turn',
    text: `select pg_advisory_xact_lock(hashtextextended('audit/' || $1, 0))`,
    values: [tenantId],
  })
}
