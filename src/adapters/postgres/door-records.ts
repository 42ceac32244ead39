import type { Environment } from '../../domain/caller.ts'
import type { Branch, DoorRecords, KeptReply, ReplyOf } from '../../ports/door-records.ts'
import type { Database } from './database.ts'

/** What doors keep, in PostgreSQL. */
export function doorRecords(database: Database): DoorRecords {
  return {
    reply: (of) => keptReply(database, of),

    async keepReply(of, reply, now) {
      const { tenantId, door, documentId } = of
      const { rowCount } = await database.query({ tenantId }, {
        name: 'keep-reply',
        text: `insert into door_replies (tenant_id, door, document_id, status, body, created_at)
          values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        values: [tenantId, door, documentId, reply.status, reply.body, now],
      }) // prettier-ignore
      return rowCount === 1 ? reply : ((await keptReply(database, of)) ?? reply)
    },

    async numberOf(tenantId, documentId) {
      const { rows } = await database.query<{ number: bigint }>({ tenantId }, {
        name: 'document-number',
        // One that is there is found without spending a number of the sequence.
        text: `with known as (select number from document_numbers where tenant_id = $1 and document_id = $2),
          given as (insert into document_numbers (tenant_id, document_id) select $1, $2 where not exists (select from known)
            on conflict (tenant_id, document_id) do update set document_id = excluded.document_id returning number)
          select number from known union all select number from given`,
        values: [tenantId, documentId],
      }) // prettier-ignore
      return Number(rows[0]?.number)
    },

    async documentOf(tenantId, number) {
      if (!isNumber(number)) return undefined
      const { rows } = await database.query<{ document_id: string }>({ tenantId }, {
        name: 'document-numbered',
        text: 'select document_id from document_numbers where tenant_id = $1 and number = $2',
        values: [tenantId, number],
      }) // prettier-ignore
      return rows[0]?.document_id
    },

    async branchAt({ tenantId, environment, issuerId, place }) {
      const { rows } = await database.query<BranchRow>({ tenantId }, {
        name: 'branch-at',
        text: `with known as (select ${COLUMNS} from branch_numbers where tenant_id = $1 and issuer_id = $3 and place = $4),
          given as (insert into branch_numbers (tenant_id, environment, issuer_id, place)
            select $1, $2, $3, $4 where not exists (select from known)
            on conflict (tenant_id, issuer_id, place) do update set place = excluded.place returning ${COLUMNS})
          select * from known union all select * from given`,
        values: [tenantId, environment, issuerId, place],
      }) // prettier-ignore
      const [row] = rows
      if (!row) throw new Error('a branch was not numbered')
      return branchOf(row)
    },

    async branches(tenantId, environment) {
      const { rows } = await database.query<BranchRow>({ tenantId }, {
        text: `select ${COLUMNS} from branch_numbers where tenant_id = $1 and environment = $2 order by number`,
        values: [tenantId, environment],
      }) // prettier-ignore
      return rows.map(branchOf)
    },

    async branchNumbered(number) {
      if (!isNumber(number)) return undefined
      const { rows } = await database.query<BranchRow>({ role: 'operator' }, {
        name: 'branch-numbered',
        text: `select ${COLUMNS} from branch_numbers where number = $1`,
        values: [number],
      }) // prettier-ignore
      return rows[0] && branchOf(rows[0])
    },
  }
}

const COLUMNS = 'number, tenant_id, environment, issuer_id, place'

interface BranchRow {
  number: bigint
  tenant_id: string
  environment: Environment
  issuer_id: string
  place: string
}

function branchOf(row: BranchRow): Branch {
  return {
    number: Number(row.number),
    tenantId: row.tenant_id,
    environment: row.environment,
    issuerId: row.issuer_id,
    place: row.place,
  }
}

async function keptReply(database: Database, of: ReplyOf): Promise<KeptReply | undefined> {
  const { tenantId, door, documentId } = of
  const { rows } = await database.query<KeptReply>({ tenantId }, {
    name: 'kept-reply',
    text: 'select status, body from door_replies where tenant_id = $1 and door = $2 and document_id = $3',
    values: [tenantId, door, documentId],
  }) // prettier-ignore
  return rows[0]
}

/** What a client calls a number may be anything; beyond this JavaScript cannot tell whole numbers apart. */
function isNumber(number: number): boolean {
  return Number.isSafeInteger(number) && number > 0
}
