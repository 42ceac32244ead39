import type { AuditReport } from '../../ports/audit.ts'
import { breakOf, changeOf, type DocumentHead } from './chain-breaks.ts'
import type { Database } from './database.ts'
import type { EventRow } from './document-store.ts'

const PAGE = 500

type Break = AuditReport['breaks'][number]

/** Recomputes the chain of every document of a tenant, and looks whether the document still is what its chain says of it. */
export async function verifyChains(
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
    for (const { chain, ...document } of page) {
      const broken = breakOf(tenantId, document, chain) ?? changeOf(document, chain)
      if (broken) breaks.push({ where: `document ${document.number} (${document.id})`, what: broken })
      documents += 1
      events += chain.length
    }
    onProgress(documents)
    const last = page.at(-1)
    if (!last || page.length < PAGE) break
    after = last.id
  }
  breaks.push(...(await missingDocuments(database, tenantId)))
  return { documents, events }
}

/** Documents and events in one statement: read apart, a document that moves on meanwhile would look tampered with. */
async function chainsAfter(
  database: Database,
  tenantId: string,
  after: string,
): Promise<readonly (DocumentHead & { readonly chain: readonly EventRow[] })[]> {
  const { rows } = await database.query<DocumentHead & EventRow>({ tenantId }, {
    text: `select d.*, e.* from
        (select id, environment, type, number, state, revision, issue_date, total, events, head, encode(sha256(xml), 'hex') as xml_sha256,
            encode(sha256(submission), 'hex') as submission_sha256, encode(sha256(answer), 'hex') as answer_sha256,
            (select jsonb_object_agg(r.revision, jsonb_build_object('xml', encode(sha256(r.xml), 'hex'),
                'submission', encode(sha256(r.submission), 'hex')))
              from superseded_revisions r where r.tenant_id = $1 and r.document_id = documents.id) as former
          from documents where tenant_id = $1 and id > $2 order by id limit $3) d
      left join lateral (select sequence, at, actor, kind, from_state, to_state, detail, hash from events
        where tenant_id = $1 and document_id = d.id) e on true
      order by d.id, e.sequence`,
    values: [tenantId, after, PAGE],
  }) // prettier-ignore
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((chain) => {
    const [head] = chain
    // A document without any event still comes as one row, with nothing in its event's columns.
    return head ? { ...head, chain: chain.filter((row) => (row.sequence as number | null) !== null) } : []
  })
}

// A report of more than these helps nobody.
const MOST_NAMED = 100

interface MissingRow {
  document_id: string
  number: string | null
  events: number
  missing: number
}

/** Events stay behind when a document is taken away. */
async function missingDocuments(database: Database, tenantId: string): Promise<readonly Break[]> {
  const { rows } = await database.query<MissingRow>({ tenantId }, {
    text: `select e.document_id, max(e.detail ->> 'number') as number, count(*)::int as events, count(*) over ()::int as missing
      from events e
      where e.tenant_id = $1 and not exists (select from documents d where d.tenant_id = $1 and d.id = e.document_id)
      group by e.document_id order by e.document_id limit $2`,
    values: [tenantId, MOST_NAMED],
  }) // prettier-ignore
  const named = rows.map(({ document_id: id, number, events }) => {
    return { where: `document ${number ?? ''} (${id})`, what: `it is missing, ${events} events of it are there` }
  })
  const others = (rows[0]?.missing ?? 0) - rows.length
  return others > 0 ? [...named, { where: 'documents', what: `${others} more are missing` }] : named
}
