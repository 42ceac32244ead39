import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase, type FreshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'

const FOLDER = new URL('../../../migrations/', import.meta.url)
const TENANT = '00000000-0000-7000-8000-000000000001'
const ISSUER = '00000000-0000-7000-8000-000000000002'

describe.skipIf(!needs('postgres-server'))('a database with documents in it', () => {
  let database: FreshDatabase
  let owner: pg.Client
  let admin: pg.Client

  beforeAll(async () => {
    database = await emptyDatabase()
    owner = new pg.Client({ connectionString: database.url })
    admin = new pg.Client({ connectionString: database.adminUrl })
    await Promise.all([owner.connect(), admin.connect()])
  })
  afterAll(async () => {
    await Promise.all([owner.end(), admin.end()])
    await database.drop()
  })

  /** As the product does: each in a transaction, by the owner, whom row-level security binds. */
  async function applied(name: string): Promise<void> {
    const sql = await readFile(new URL(name, FOLDER), 'utf8')
    await owner.query('begin')
    await owner.query(sql)
    await owner.query('commit')
  }

  async function document(sequence: number, refersTo: string | null): Promise<void> {
    await admin.query(
      `insert into documents (tenant_id, id, environment, issuer_id, issuer_tax_id, jurisdiction, type, number, series, sequence,
          door, request_hash, state, revision, issue_date, currency, total, totals, facts, stamp, warnings, refers_to, follows,
          draft, xml, signed_at, due_at, events, head, created_at, updated_at)
        select $1, gen_random_uuid(), 'sandbox', $2, '999999992', 'do', '31', $3, '31', $4, 'v1', '', 'signed', 1, now(), 'DOP', 1,
          '{}', '{}', '{}', '[]', $5, $5, '{}', '', now(), now(), 1, '', now(), now()`,
      [TENANT, ISSUER, `E31${String(sequence).padStart(10, '0')}`, sequence, refersTo],
    )
  }

  test('is brought to places: what referred to a number refers to its series and sequence', async () => {
    const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
    const places = names.findIndex((name) => name.startsWith('0004'))
    for (const name of names.slice(0, places)) await applied(name)
    await admin.query(`insert into tenants values ($1, 'tenant', now())`, [TENANT])
    await admin.query(
      `insert into issuers (tenant_id, id, environment, jurisdiction, authority_environment, tax_id, profile, created_at, updated_at)
        values ($1, $2, 'sandbox', 'do', 'testecf', '999999992', '{}', now(), now())`,
      [TENANT, ISSUER],
    )
    await document(7, null)
    await document(8, 'E310000000007')
    for (const name of names.slice(places)) await applied(name)

    const { rows } = await admin.query('select sequence, refers_to, follows from documents order by sequence')
    expect(rows).toEqual([
      { sequence: '7', refers_to: null, follows: null },
      { sequence: '8', refers_to: '31/7', follows: '31/7' },
    ])
  })

  test('counts what it holds as used, on the day of its issuer', async () => {
    const { rows } = await admin.query(
      `select environment, issuer_id, series, type, documents,
          day = (now() at time zone 'America/Santo_Domingo')::date as is_today from usage_counts`,
    )
    const counted = {
      environment: 'sandbox',
      issuer_id: ISSUER,
      series: '31',
      type: '31',
      documents: '2',
      is_today: true,
    }
    expect(rows).toEqual([counted])
  })

  test('keeps its issuer: none that has documents can be removed', async () => {
    await expect(admin.query('delete from issuers where id = $1', [ISSUER])).rejects.toMatchObject({ code: '23503' })
  })
})
