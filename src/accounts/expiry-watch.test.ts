import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { household } from '../../test/support/acceptances.ts'
import { TestClock } from '../../test/support/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts'
import { needs } from '../../test/support/needs.ts'
import { accountStore } from '../adapters/postgres/account-store.ts'
import { auditStore } from '../adapters/postgres/audit-store.ts'
import { type Database, openDatabase } from '../adapters/postgres/database.ts'
import { watchExpiry } from './expiry-watch.ts'

const DAY_MS = 86_400_000

describe.skipIf(!needs('postgres-server'))('watchExpiry', () => {
  let fresh: FreshDatabase
  let database: Database

  beforeAll(async () => {
    fresh = await freshDatabase()
    database = openDatabase({ url: fresh.url, connections: 4, onError: () => undefined })
  })
  afterAll(async () => {
    await database.close()
    await fresh.drop()
  })

  test('tells each stage once, to the log and to the audit, whoever watches', async () => {
    const clock = new TestClock()
    const accounts = accountStore(database, clock)
    const house = await household(accounts)
    const certificate = {
      id: randomUUID(),
      issuerId: house.issuerId,
      inForce: true,
      fingerprint: 'f',
      subject: 'CN=Juana Pérez',
      issuedBy: 'CN=CA',
      serial: '1',
      validFrom: clock.now().toISOString(),
      validTo: new Date(clock.now().getTime() + 40 * DAY_MS).toISOString(),
      findings: [],
      createdAt: clock.now().toISOString(),
      sealed: new Uint8Array([1]),
    }
    await accounts.addCertificate(house.tenantId, certificate, 'test')
    const daysTold = async () =>
      (await watchExpiry({ accounts, clock, onError: (error) => expect.unreachable(String(error)) })).map(
        (notice) => notice.daysLeft,
      )

    expect(await daysTold()).toEqual([])
    clock.advance(11 * DAY_MS)
    const [one, other] = await Promise.all([daysTold(), daysTold()])
    expect([...one, ...other]).toEqual([29])
    expect(await daysTold()).toEqual([])
    clock.advance(23 * DAY_MS)
    expect(await daysTold()).toEqual([6])
    clock.advance(7 * DAY_MS)
    expect(await daysTold()).toEqual([-1])
    expect(await daysTold()).toEqual([])

    const entries = await auditStore(database, clock).entries(house.tenantId, 0, 100)
    expect(entries.filter((entry) => entry.kind === 'certificate.expiring')).toHaveLength(3)
  })

  test('a warning that cannot be given silences no other', async () => {
    const clock = new TestClock()
    const errors: unknown[] = []
    const ending = ['a', 'b', 'c'].map((id) => ({
      id,
      tenantId: `tenant ${id}`,
      issuerId: 'i',
      subject: 'CN=Juana Pérez',
      validTo: new Date(clock.now().getTime() + 5 * DAY_MS).toISOString(),
      announcedDays: undefined,
    }))
    const accounts = {
      endingCertificates: () => Promise.resolve(ending),
      announceEnding: ({ id }: { id: string }) =>
        id === 'a' ? Promise.reject(new Error('damaged')) : Promise.resolve(true),
    }
    const told = await watchExpiry({ accounts, clock, onError: (error) => errors.push(error) })
    expect(told.map(({ certificateId }) => certificateId)).toEqual(['b', 'c'])
    expect(errors).toEqual([new Error('damaged')])
  })
})
