import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestClock } from '../../../test/support/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { type Database, openDatabase } from './database.ts'
import { writeProbe } from './write-probe.ts'

describe.skipIf(!needs('postgres-server'))('whether the database takes writes', () => {
  let fresh: FreshDatabase
  let database: Database
  let admin: pg.Client
  const clock = new TestClock()

  beforeAll(async () => {
    fresh = await freshDatabase()
    admin = new pg.Client({ connectionString: fresh.adminUrl })
    await admin.connect()
    database = openDatabase({ url: fresh.url, connections: 2, onError: () => undefined })
  })
  afterAll(async () => {
    await database.close()
    await admin.end()
    await fresh.drop()
  })

  test('is seen by writing, of which nothing is left', async () => {
    await expect(writeProbe(database, clock)()).resolves.toBeUndefined()
    expect((await admin.query('select from write_probe')).rowCount).toBe(0)
  })

  test('is not so on a server that only answers questions', async () => {
    const name = new URL(fresh.url).pathname.slice(1)
    await admin.query(`alter database ${name} set default_transaction_read_only = on`)
    const standby = openDatabase({ url: fresh.url, connections: 1, onError: () => undefined })
    try {
      await expect(writeProbe(standby, clock)()).rejects.toMatchObject({ code: '25006' })
      const statement = { text: `delete from work` }
      await expect(standby.query({ role: 'worker' }, statement)).rejects.toMatchObject({
        name: 'Outage',
        message: 'The database takes no writes: it is a standby, or was made read-only.',
      })
    } finally {
      await standby.close()
      await admin.query(`alter database ${name} reset default_transaction_read_only`)
    }
  })

  test('is seen while a backup reads, and by no lock that a standby would have to take as well', async () => {
    await admin.query('begin')
    await admin.query('lock table write_probe in share update exclusive mode')
    await expect(writeProbe(database, clock)()).resolves.toBeUndefined()
    await admin.query('rollback')
  })

  test('is asked anew after some seconds', async () => {
    const probe = writeProbe(database, clock)
    const first = probe()
    expect(probe()).toBe(first)
    clock.advance(5_000)
    const second = probe()
    expect(second).not.toBe(first)
    await Promise.all([first, second])
  })
})
