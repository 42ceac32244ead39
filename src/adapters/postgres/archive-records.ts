import type { ArchiveQuery, ArchivedOwner, ArchiveRecords } from '../../ports/archive.ts'
import {
  ISSUER_COLUMNS,
  issuerOf,
  type IssuerRow,
  RANGE_COLUMNS,
  rangeOf,
  type RangeRow,
  RANGES,
} from './account-rows.ts'
import { ARCHIVE_COLUMNS, archivedDocumentOf, type ArchiveRow, type SupersededRow } from './archive-rows.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database } from './database.ts'
import { DOCUMENT_COLUMNS } from './document-rows.ts'
import { restoreDocument } from './restore-document.ts'
import { restoreOwner } from './restore-owner.ts'

/** What archives are made of and restored to, in PostgreSQL. */
export function archiveRecords(database: Database): ArchiveRecords {
  return {
    page: (query) => page(database, query),
    owner: (tenantId, environment) => owner(database, tenantId, environment),
    restoreOwner: (archived, actor, now) => restoreOwner(database, archived, actor, now),
    restore: (document, lane, now) => restoreDocument(database, document, lane, now),

    async count(query, until) {
      const { rows } = await database.query<{ count: number }>(
        { tenantId: query.tenantId },
        {
          text: `select count(*)::int as count from documents where ${PERIOD} and ($6::uuid is null or id <= $6)`,
          values: [...periodOf(query), until],
        },
      )
      return rows[0]?.count ?? 0
    },

    async restored(tenantId, actor, now, detail) {
      await database.transaction({ tenantId }, (run) =>
        appendAudit(run, { tenantId, at: now, actor, kind: 'archive.restored', detail }),
      )
    },
  }
}

const PERIOD = `tenant_id = $1 and environment = $2 and issue_date between $3::date and $4::date
  and ($5::uuid is null or issuer_id = $5)`

function periodOf(query: Omit<ArchiveQuery, 'after' | 'limit'>): readonly unknown[] {
  return [query.tenantId, query.environment, query.issuedFrom, query.issuedTo, query.issuerId]
}

/** Documents and their events in one statement: read apart, a document that moves on meanwhile would not fit its events. */
async function page(database: Database, query: ArchiveQuery): ReturnType<ArchiveRecords['page']> {
  const { tenantId, after, limit } = query
  const { rows: documents } = await database.query<ArchiveRow>({ tenantId }, {
    text: `select ${DOCUMENT_COLUMNS}, ${ARCHIVE_COLUMNS}, (
        select json_agg(json_build_object('sequence', sequence, 'at', at, 'actor', actor, 'kind', kind, 'from', from_state,
          'to', to_state, 'detail', detail, 'hash', encode(hash, 'hex')) order by sequence)
        from events e where e.tenant_id = $1 and e.document_id = d.id) as events
      from documents d where ${PERIOD} and ($6::uuid is null or id > $6) order by id limit $7`,
    values: [...periodOf(query), after, limit],
  }) // prettier-ignore
  const { rows: superseded } = await database.query<SupersededRow>({ tenantId }, {
    text: `select document_id, revision, draft, xml, submission, stamp, receipt, verdict, answer, answer_type, archived_at,
        issue_date, currency, total, buyer_tax_id, buyer_name
      from superseded_revisions where tenant_id = $1 and document_id = any($2::uuid[]) order by document_id, revision`,
    values: [tenantId, documents.map(({ id }) => id)],
  }) // prettier-ignore
  const revisionsOf = Map.groupBy(superseded, ({ document_id: id }) => id)
  return documents.map((row) => archivedDocumentOf(row, revisionsOf.get(row.id) ?? []))
}

interface TenantRow {
  id: string
  name: string
  created_at: Date
}

async function owner(
  database: Database,
  tenantId: string,
  environment: 'sandbox' | 'production',
): Promise<ArchivedOwner> {
  return database.transaction({ tenantId }, async (run) => {
    const [{ rows: tenants }, { rows: issuers }, { rows: ranges }] = await Promise.all([
      run<TenantRow>({ text: 'select id, name, created_at from tenants where id = $1', values: [tenantId] }),
      run<IssuerRow>({
        text: `select ${ISSUER_COLUMNS} from issuers where tenant_id = $1 and environment = $2 order by created_at, id`,
        values: [tenantId, environment],
      }),
      run<RangeRow>({
        text: `select ${RANGE_COLUMNS} from ${RANGES} where r.tenant_id = $1
            and r.issuer_id in (select id from issuers where tenant_id = $1 and environment = $2)
          order by r.issuer_id, r.series, r.first`,
        values: [tenantId, environment],
      }),
    ])
    const [tenant] = tenants
    if (!tenant) throw new Error(`there is no tenant ${tenantId}`)
    return {
      tenant: { id: tenant.id, name: tenant.name, createdAt: tenant.created_at.toISOString() },
      environment,
      issuers: issuers.map(issuerOf),
      ranges: ranges.map(rangeOf),
    }
  })
}
