import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testPkcs12 } from '../../test/support/certificates.ts'
import { emite as run, emiteJson as runJson } from '../../test/support/command-line.ts'
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts'
import { needs } from '../../test/support/needs.ts'

const PASSWORD = 'prueba-123'

// One story, told in order: each command works on what the ones before it made.
describe.skipIf(!needs('postgres-server'))('the administrative commands', () => {
  let database: FreshDatabase
  let folder = ''
  let environment: Record<string, string> = {}
  const emite = (...args: string[]) => run(args, { environment })
  const emiteJson = (...args: string[]) => runJson(args, { environment })

  beforeAll(async () => {
    database = await freshDatabase()
    folder = await mkdtemp(join(tmpdir(), 'emite-admin-'))
    environment = { DATABASE_URL: database.url, EMITE_DATA_DIR: folder, CLAVE: PASSWORD }
    await writeFile(join(folder, 'firma.p12'), (await testPkcs12({ password: PASSWORD })).file)
    const { file } = await testPkcs12({ password: PASSWORD, validTo: new Date('2021-01-01') })
    await writeFile(join(folder, 'expired.p12'), file)
  })
  async function asAdmin<Row extends pg.QueryResultRow>(text: string): Promise<pg.QueryResult<Row>> {
    const client = new pg.Client({ connectionString: database.adminUrl })
    await client.connect()
    try {
      return await client.query<Row>(text)
    } finally {
      await client.end()
    }
  }
  const sealingKeys = async () => {
    const text = `select distinct convert_from(substring(sealed from 3 for 8), 'utf8') as id from certificates`
    return (await asAdmin<{ id: string }>(text)).rows
  }

  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  })

  test('say what comes first when there is no tenant', async () => {
    const { exitCode, err } = await emite('issuer', 'list')
    expect(exitCode).toBe(1)
    expect(err).toContain('emite tenant create')
    // Who seals nothing makes no master key, which would bind the database to this folder.
    expect(existsSync(join(folder, 'master.key'))).toBe(false)
  })

  test('make a tenant', async () => {
    expect(await emite('tenant', 'create', '   ')).toMatchObject({ exitCode: 2 })
    expect(await emiteJson('tenant', 'create', 'Ferretería')).toMatchObject({ exitCode: 0, value: { name: 'Ferretería' } })
    expect((await emiteJson('tenant', 'list')).value).toMatchObject([{ name: 'Ferretería' }])
    const again = await emite('tenant', 'create', ' Ferretería ')
    expect(again.exitCode).toBe(1)
    expect(again.err).toMatch(/^emite: Ya hay un tenant Ferretería: /)
    expect((await emite('tenant', 'list')).out).toMatch(/^Id +Nombre +Creado\n/)
  }) // prettier-ignore

  test('answer everything that is wrong with an issuer', async () => {
    const args = ['issuer', 'create', '--environment', 'sandbox', '--tax-id', 'X', '--name', 'X'.repeat(200)]
    const { exitCode, value } = await emiteJson(...args)
    expect(exitCode).toBe(1)
    expect((value as { faults: { path: string }[] }).faults.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['taxId', 'name', 'address']),
    )
    expect((await emite(...args)).out).toContain('error taxId:')
  })

  test('make an issuer', async () => {
    const facts = ['--tax-id', '131-88068-1', '--name', 'FERRETERIA SRL', '--address', 'Calle 1']
    const { exitCode, value } = await emiteJson('issuer', 'create', '--environment', 'sandbox', ...facts)
    expect({ exitCode, value }).toMatchObject({ exitCode: 0, value: { issuer: { profile: { taxId: '131880681' } } } })
    expect((await emite('issuer', 'create', '--environment', 'sandbox', ...facts)).exitCode).toBe(1)
    expect((await emiteJson('issuer', 'list')).value).toMatchObject([{ authorityEnvironment: 'testecf' }])
    expect(await emite('issuer', 'show', '000000000')).toMatchObject({ exitCode: 1, out: '' })
  })

  test('put a certificate in force, or say why it cannot be', async () => {
    const add = ['issuer', 'certificate', 'add', '131880681']
    const expired = await emite(...add, join(folder, 'expired.p12'), '--password-env', 'CLAVE')
    expect(expired.exitCode).toBe(1)
    expect(expired.out).toContain('venció')
    const good = await emiteJson(...add, join(folder, 'firma.p12'), '--password-env', 'CLAVE')
    expect(good).toMatchObject({ exitCode: 0, value: { kind: 'in-force' } })
    expect(JSON.stringify(good.value)).not.toContain(PASSWORD)
  })

  test('load a range once', async () => {
    const add = ['range', 'add', '131880681', '--series', '31', '--first', '1', '--last', '10']
    expect(await emiteJson(...add)).toMatchObject({ exitCode: 1, value: { faults: [{ path: 'expiresOn' }] } })
    expect(await emite(...add, '--expires', '2099-12-31')).toMatchObject({ exitCode: 0 })
    const again = await emite(...add, '--expires', '2099-12-31')
    expect(again).toMatchObject({ exitCode: 1, out: '' })
    expect(again.err).toContain('Se solapa')
    expect((await emiteJson('range', 'list', '131880681')).value).toMatchObject([{ range: { remaining: '10' } }])
    expect((await emite('issuer', 'show', '131880681')).out).toMatch(/31 +1 +10 +1 +10 +2099-12-31/)
  })

  test('show the secret of a key once, and revoke it', async () => {
    const { value } = await emiteJson('key', 'create', '--environment', 'sandbox', '--name', 'caja')
    const { id, secret } = value as { id: string; secret: string }
    expect(secret).toMatch(/^emk_sandbox_/)
    expect((await emite('key', 'list')).out).not.toContain(secret)
    expect(await emite('key', 'revoke', id)).toMatchObject({ exitCode: 0 })
    expect((await emite('key', 'list')).out).toContain('revocada')
    expect(await emite('key', 'revoke', 'x')).toMatchObject({ exitCode: 1, out: '' })
  })

  test('say what is missing when there are two tenants', async () => {
    await emite('tenant', 'create', 'Otra')
    expect(await emite('issuer', 'list')).toMatchObject({ exitCode: 2, out: '' })
    expect((await emiteJson('issuer', 'list', '--tenant', 'Otra')).value).toEqual([])
    expect((await emiteJson('issuer', 'list', '--tenant', 'Ferretería')).value).toHaveLength(1)
  })

  test('have nothing to show of documents that are not there', async () => {
    const tenant = ['--tenant', 'Ferretería']
    expect((await emiteJson('documents', 'list', ...tenant)).value).toEqual([])
    for (const command of ['show', 'xml', 'retry']) {
      expect(await emite('documents', command, 'E310000000001', ...tenant)).toMatchObject({ exitCode: 1, out: '' })
    }
  })

  test('rotate the master key: in two halves, or at once', async () => {
    const file = join(folder, 'master.key')
    const keysIn = async () => (await readFile(file, 'utf8')).trim().split('\n')
    const [old] = await keysIn()
    expect(await emiteJson('certificate', 'rotate-master-key', '--only', 'add')).toMatchObject({ exitCode: 0 })
    expect(await keysIn()).toEqual([expect.any(String), old])
    expect(await emiteJson('certificate', 'rotate-master-key', '--only', 'add')).toMatchObject({ exitCode: 0 })
    expect(await keysIn()).toHaveLength(2)
    // Running processes do not know the new key: what is sealed now opens for them all the same.
    const [before] = (await sealingKeys()).map(({ id }) => id)
    const add = ['issuer', 'certificate', 'add', '131880681', join(folder, 'firma.p12'), '--password-env', 'CLAVE']
    expect(await emite(...add, '--tenant', 'Ferretería')).toMatchObject({ exitCode: 0 })
    expect((await sealingKeys()).map(({ id }) => id)).toEqual([before])

    const half = await emiteJson('certificate', 'rotate-master-key', '--only', 'reseal')
    expect(half.value).toMatchObject({ certificates: 2, resealed: 2 })
    const again = await emiteJson('certificate', 'rotate-master-key', '--only', 'reseal')
    expect(again.value).toMatchObject({ certificates: 2, resealed: 0 })
    const whole = await emiteJson('certificate', 'rotate-master-key')
    expect(whole.value).toMatchObject({ certificates: 2, resealed: 2 })

    // The first key is not needed any more.
    const [current] = await keysIn()
    await writeFile(file, `${current}\n`, { mode: 0o600 })
    const last = await emiteJson('certificate', 'rotate-master-key')
    expect(last).toMatchObject({ exitCode: 0, value: { resealed: 2 } })
  })

  test('change no key when something cannot be opened, and name it', async () => {
    const file = join(folder, 'master.key')
    const before = await readFile(file, 'utf8')
    const [current] = before.split('\n')
    await writeFile(file, `${Buffer.alloc(32, 9).toString('base64')}\n`, { mode: 0o600 })
    for (const only of [[], ['--only', 'add'], ['--only', 'reseal']]) {
      const { exitCode, err } = await emite('certificate', 'rotate-master-key', ...only)
      expect(exitCode).toBe(3)
      expect(err).toMatch(/emisor 131880681 FERRETERIA SRL, certificado [-0-9a-f]{36} \(.+\): .*clave maestra/)
      expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(1)
    }
    expect(current).not.toBe('')
    await writeFile(file, before, { mode: 0o600 })
    expect(await emite('certificate', 'rotate-master-key', '--only', 'reseal')).toMatchObject({ exitCode: 0 })
  })

  test('seal and rotate nothing without the master key of the database, before and after one was adopted', async () => {
    const empty = join(folder, 'empty')
    const strange = { ...environment, EMITE_DATA_DIR: empty }
    const refused = { exitCode: 3, err: expect.stringContaining('EMITE_MASTER_KEY_FILE') as unknown }
    const file = join(folder, 'firma.p12')
    const add = ['issuer', 'certificate', 'add', '131880681', file, '--password-env', 'CLAVE', '--tenant', 'Ferretería']
    expect(await run(add, { environment: strange })).toMatchObject(refused)
    expect(await run(['tenant', 'list'], { environment: strange })).toMatchObject({ exitCode: 0 })
    // A database of a version that kept no record of the key in use.
    await asAdmin('delete from master_key')
    expect(await run(add, { environment: strange })).toMatchObject(refused)
    expect(await run(['certificate', 'rotate-master-key'], { environment: strange })).toMatchObject(refused)
    expect(existsSync(join(empty, 'master.key'))).toBe(false)
    expect(await emite(...add)).toMatchObject({ exitCode: 0 })
    expect((await asAdmin('select id from master_key')).rowCount).toBe(1)
  })

  test('do not rotate a key that comes from the environment', async () => {
    const given = { ...environment, EMITE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
    expect(await run(['certificate', 'rotate-master-key'], { environment: given })).toMatchObject({ exitCode: 2 })
  })

  test('tell who did what', async () => {
    const { value } = await emiteJson('audit', 'list', '--tenant', 'Ferretería')
    const entries = value as { kind: string; actor: string }[]
    expect(entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['tenant.created', 'issuer.created', 'certificate.added', 'range.added', 'key.revoked']),
    )
    expect(entries.filter(({ kind }) => kind === 'master-key.rotated')).toHaveLength(3)
    expect(entries.every(({ actor }) => actor.startsWith('cli:'))).toBe(true)
  })

  test('find an edit in the audit log, and end with 1', async () => {
    expect(await emiteJson('audit', 'verify')).toMatchObject({ exitCode: 0, value: [{ breaks: [] }, { breaks: [] }] })
    const client = new pg.Client({ connectionString: database.adminUrl })
    await client.connect()
    await client.query('set session_replication_role = replica')
    await client.query(`update audit_log set actor = 'nobody' where kind = 'range.added'`)
    await client.end()

    const { exitCode, value } = await emiteJson('audit', 'verify', '--tenant', 'Ferretería')
    expect(exitCode).toBe(1)
    expect(value).toMatchObject([{ breaks: [{ what: 'it was changed' }] }])
    expect((await emite('audit', 'verify')).out).toContain('✗ Ferretería: audit entry')
  })
})
