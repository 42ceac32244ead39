import pg from 'pg'
import { afterAll, beforeAll, expect, describe, test } from 'vitest'
import { type Household, household } from '../../../test/support/acceptances.ts'
import { TestClock } from '../../../test/support/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { storedDocument } from '../../../test/support/stored-documents.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import { accountStore } from './account-store.ts'
import { archiveRecords } from './archive-records.ts'
import { type Database, openDatabase } from './database.ts'
import { listDocuments } from './document-list.ts'

describe.skipIf(!needs('postgres-server'))('a month among ten years of documents', () => {
  let fresh: FreshDatabase
  let database: Database
  let house: Household

  beforeAll(async () => {
    fresh = await freshDatabase()
    database = openDatabase({ url: fresh.url, connections: 2, onError: () => undefined })
    const clock = new TestClock()
    house = await household(accountStore(database, clock))
    await storedDocument(database, clock, house)
    const admin = new pg.Client({ connectionString: fresh.adminUrl })
    await admin.connect()
    const given: Partial<Record<string, string>> = {
      id: 'gen_random_uuid()',
      sequence: 'd.sequence + day',
      issue_date: "date '2017-01-01' + day",
      idempotency_key: 'null',
      external_id: 'null',
    }
    const { rows } = await admin.query<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'documents' and is_generated = 'NEVER'`,
    )
    const names = rows.map(({ name }) => name)
    await admin.query(
      `insert into documents (${names.join(', ')})
        select ${names.map((name) => given[name] ?? `d.${name}`).join(', ')} from documents d, generate_series(1, 3650) day`,
    )
    await admin.query('analyze documents')
    await admin.end()
  })
  afterAll(async () => {
    await database.close()
    await fresh.drop()
  })

  /** How the server would answer what `work` asks, and how it does. */
  async function plansOf(work: (asked: Database) => Promise<unknown>): Promise<string> {
    const plans: string[] = []
    const asked: Database = {
      ...database,
      async query(who, { text, values }) {
        const plan = await database.query<{ 'QUERY PLAN': string }>(who, {
          text: `explain ${text}`,
          values: values ?? [],
        })
        plans.push(...plan.rows.map((row) => row['QUERY PLAN']))
        return database.query(who, { text, values: values ?? [] })
      },
    }
    await work(asked)
    return plans.join('\n')
  }

  const from = '2019-03-01' as CalendarDate
  const to = '2019-03-31' as CalendarDate

  test('is listed, counted and archived without reading the others', async () => {
    const { tenantId } = house
    const listed = (asked: Database) =>
      listDocuments(asked, { tenantId, environment: 'sandbox', issuedFrom: from, issuedTo: to, limit: 50 })
    const period = { tenantId, environment: 'sandbox', issuedFrom: from, issuedTo: to, issuerId: undefined } as const
    const counted = (asked: Database) => archiveRecords(asked).count(period, undefined)
    // Copies have no timelines to archive.
    const archived = (asked: Database) =>
      expect(archiveRecords(asked).page({ ...period, after: undefined, limit: 100 })).rejects.toThrow(TypeError)
    expect(await counted(database)).toBe(31)
    for (const work of [listed, counted, archived]) expect(await plansOf(work)).toContain('documents_by_issue_date')
  })
})
