import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { emptyDatabase, freshDatabase, type FreshDatabase } from './database.ts'
import { needs } from './needs.ts'

describe.skipIf(!needs('postgres-server'))('a database for a test file', () => {
  const made: FreshDatabase[] = []
  afterAll(() => Promise.all(made.map((database) => database.drop())))

  test('several at once are apart from each other and hold the same migrated tables', async () => {
    const several = await Promise.all([freshDatabase(), freshDatabase(), freshDatabase()])
    made.push(...several)
    expect(new Set(several.map(({ url }) => url)).size).toBe(3)
    const tables = await Promise.all(several.map(({ url }) => column(url, TABLES)))
    expect(tables[0]).not.toEqual([])
    expect(tables[1]).toEqual(tables[0])
    expect(tables[2]).toEqual(tables[0])
  })

  test('an empty one has no tables', async () => {
    const database = await emptyDatabase()
    made.push(database)
    expect(await column(database.url, TABLES)).toEqual([])
  })

  test('its owner is bound by row-level security, its administrator is not', async () => {
    const database = await emptyDatabase()
    made.push(database)
    await column(
      database.url,
      `CREATE TABLE secret (tenant int); INSERT INTO secret VALUES (1), (2);
       ALTER TABLE secret ENABLE ROW LEVEL SECURITY; ALTER TABLE secret FORCE ROW LEVEL SECURITY;
       CREATE POLICY own ON secret USING (tenant = 1)`,
    )
    expect(await column(database.url, 'SELECT tenant FROM secret')).toEqual([1])
    expect(await column(database.adminUrl, 'SELECT tenant FROM secret ORDER BY 1')).toEqual([1, 2])
  })

  test('is gone once dropped, though somebody was still connected', async () => {
    const database = await emptyDatabase()
    const client = new pg.Client({ connectionString: database.url })
    client.on('error', () => undefined)
    await client.connect()
    await database.drop()
    await expect(column(database.adminUrl, 'SELECT 1')).rejects.toThrow(/does not exist/)
  })
})

const TABLES = `SELECT tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`

async function column(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const result = await client.query<Record<string, unknown>>(sql)
    return Array.isArray(result.rows) ? result.rows.map((row) => Object.values(row)[0]) : []
  } finally {
    await client.end()
  }
}
