import { hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { zipReader } from '../src/adapters/zip/zip-reader.ts'
import { zipWriter } from '../src/adapters/zip/zip-writer.ts'
import type { Document } from '../src/domain/document.ts'
import type { ArchivedDocument } from '../src/ports/archive.ts'
import type { Client } from './support/client.ts'
import { emite, emiteJson } from './support/command-line.ts'
import { needs } from './support/needs.ts'
import { creditInvoice, ecuadorianInvoice } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const PERIOD = ['--environment', 'sandbox', '--from', '2026-11-01', '--to', '2026-11-30']

// One story, told in order: what is exported first is restored elsewhere afterwards.
describe.skipIf(!needs('postgres-server'))('an archive', () => {
  let [here, there]: World[] = []
  let folder = ''
  let dominican: Client
  let ecuadorian: Client

  beforeAll(async () => {
    ;[here, there] = [await World.start(), await World.start()]
    folder = await mkdtemp(join(tmpdir(), 'emite-archive-'))
    dominican = await old().taxpayer('101000123')
    ecuadorian = await old().ecuadorian('1790000060001')
  })
  afterAll(async () => {
    await here?.close()
    await there?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const old = () => here as World
  const fresh = () => there as World
  const on = (world: World) => ({ environment: { DATABASE_URL: world.databaseUrl, EMITE_DATA_DIR: folder } })
  const tenant = (client: Client) => client.taxpayer.caller.tenantId
  const into = (name: string) => join(folder, name)

  /** All that is kept of a tenant's documents. */
  function kept(world: World, client: Client): Promise<readonly ArchivedDocument[]> {
    const { tenantId, environment } = client.taxpayer.caller
    const [issuedFrom, issuedTo] = ['2026-01-01' as Document['issueDate'], '2027-12-31' as Document['issueDate']]
    const query = { tenantId, environment, issuedFrom, issuedTo, issuerId: undefined, after: undefined, limit: 1_000 }
    return world.house.archive.page(query)
  }

  async function exported(client: Client, name: string, ...options: string[]) {
    const args = ['export', into(name), '--tenant', tenant(client), ...PERIOD, '--no-pdf', ...options]
    const { exitCode, value } = await emiteJson(args, on(old()))
    expect(exitCode).toBe(0)
    return value as { documents: number; volumes: string[]; unsettled: number }
  }

  test('holds a period with all that belongs to it, in as many volumes as asked for', async () => {
    for (let i = 0; i < 5; i += 1) await dominican.issue(creditInvoice({ externalId: `d-${i}` }), { idempotencyKey: `k-${i}` })
    old().simulator.faults.add({ kind: 'returned', code: '35', times: 1 })
    const { id } = await ecuadorian.issue(ecuadorianInvoice({ externalId: 'e-1' }))
    await old().settle()
    await ecuadorian.correct(id, ecuadorianInvoice({ externalId: 'e-1' }))
    await old().settle()
    expect(await exported(ecuadorian, 'ec')).toMatchObject({ documents: 1, unsettled: 0 })
    expect(await exported(dominican, 'do', '--volume-size', '2')).toMatchObject({ documents: 5, unsettled: 0 })
    expect(await readdir(into('do'))).toEqual(['emite-0001.zip', 'emite-0002.zip', 'emite-0003.zip'])

    const zip = await zipReader(into('ec/emite-0001.zip'))
    const [document] = await kept(old(), ecuadorian)
    const path = `documents/1790000060001/2026-11/01-${document?.document.number}`
    expect(await zip.read(`${path}/document.xml`, 1e6)).toEqual(document?.files.xml)
    expect(Buffer.from(await zip.read(`${path}/answer.xml`, 1e6)).toString()).toBe(document?.files.answer?.body)
    expect(await zip.read(`${path}/revision-1/document.xml`, 1e6)).toEqual(document?.superseded[0]?.files.xml)
    await zip.close()
  }) // prettier-ignore

  test('goes on where it was cut, and finds what came later', async () => {
    await rm(into('do/emite-0003.zip'))
    await writeFile(into('do/emite-0003.zip.part'), 'cut')
    const check = () => emiteJson(['import', into('do'), '--check'], on(old()))
    expect(await check()).toMatchObject({
      exitCode: 1,
      value: { checked: 4, lacks: [expect.stringContaining('volumen 2')] },
    })
    expect(await exported(dominican, 'do', '--volume-size', '2')).toMatchObject({ documents: 1 })
    expect(await exported(dominican, 'do')).toMatchObject({ documents: 0, volumes: [] })
    expect(await readdir(into('do'))).toHaveLength(3)
    expect(await check()).toMatchObject({ exitCode: 0, value: { checked: 5, lacks: [] } })
    await dominican.issue(creditInvoice({ externalId: 'late' }))
    expect(await exported(dominican, 'do')).toMatchObject({ documents: 1, unsettled: 1 })
    const other = ['export', into('do'), '--tenant', tenant(dominican), '--environment', 'sandbox']
    const { exitCode, err } = await emite([...other, '--from', '2026-11-02', '--to', '2026-11-30'], on(old()))
    expect({ exitCode, err }).toMatchObject({ exitCode: 2, err: expect.stringContaining('otro período') as unknown })
  })

  test('ends with a volume that says so, also when the documents fill the last one', async () => {
    expect(await exported(dominican, 'full', '--volume-size', '3')).toMatchObject({ documents: 6 })
    expect(await readdir(into('full'))).toEqual(['emite-0001.zip', 'emite-0002.zip'])
    expect(await emiteJson(['import', into('full'), '--check'], on(old()))).toMatchObject({ exitCode: 0 })
  })

  test('that lacks a volume is restored on demand only', async () => {
    await exported(dominican, 'gap', '--volume-size', '2')
    await rm(into('gap/emite-0002.zip'))
    const world = await World.start()
    const { exitCode, err } = await emite(['import', into('gap')], on(world))
    expect({ exitCode, err }).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('Falta el volumen 2') as unknown,
    })
    expect(await world.house.accounts.tenants()).toEqual([])
    const { exitCode: taken, value } = await emiteJson(['import', into('gap'), '--incomplete'], on(world))
    expect({ taken, value }).toMatchObject({ taken: 0, value: { restored: 4, lacks: [expect.any(String)] } })
    await world.close()
  })

  test('says so when a document came behind what was archived, which no later run would find', async () => {
    const [first] = await kept(old(), dominican)
    if (!first) throw new Error('nothing was issued')
    const id = first.document.id.replace(/^.{8}/, '00000000')
    const late = {
      ...first,
      idempotencyKey: undefined,
      sequence: '899',
      document: { ...first.document, id, number: 'E310000000899', externalId: undefined },
    }
    const world = await World.start()
    const { args, settings } = { args: ['export', into('behind'), ...PERIOD, '--no-pdf'], settings: on(world) }
    const owner = await old().house.archive.owner(tenant(dominican), 'sandbox')
    await world.house.archive.restoreOwner(owner, 'test', new Date())
    await world.house.archive.restore(first, 'lane', new Date())
    expect(await emiteJson(args, settings)).toMatchObject({ exitCode: 0, value: { documents: 1, missed: 0 } })
    await world.house.archive.restore(late, 'lane', new Date())
    expect(await emiteJson(args, settings)).toMatchObject({ exitCode: 1, value: { documents: 0, missed: 1 } })
    await world.close()
  })

  test('is restored where nothing is: every byte, every event, and the audit holds', async () => {
    for (const name of ['do', 'ec']) {
      const { exitCode, value } = await emiteJson(['import', into(name)], on(fresh()))
      expect({ exitCode, value }).toMatchObject({ exitCode: 0, value: { there: 0 } })
    }
    for (const client of [dominican, ecuadorian]) {
      expect(await kept(fresh(), client)).toEqual(await kept(old(), client))
      expect((await fresh().house.audit.verify(tenant(client))).breaks).toEqual([])
    }
  })

  test('restored again adds nothing', async () => {
    const { value } = await emiteJson(['import', into('do')], on(fresh()))
    expect(value).toMatchObject({ checked: 6, restored: 0, there: 6 })
  })

  test('never lets a number be used twice: a restored series goes on behind its last document', async () => {
    const { ranges } = await fresh().house.archive.owner(tenant(dominican), 'sandbox')
    const used = (await kept(fresh(), dominican)).map(({ sequence }) => BigInt(sequence))
    const highest = used.reduce((a, b) => (a > b ? a : b))
    expect(ranges.find(({ series }) => series === '31')?.next).toBe(String(highest + 1n))
  })

  test('leaves what still waited for its verdict to be asked for', async () => {
    const waiting = (await kept(fresh(), dominican)).filter(({ document }) => document.state === 'signed')
    expect(waiting).toHaveLength(1)
    expect(await fresh().house.work.depth()).toBe(1)
  })

  test.each([
    ['a changed file', 'document.xml', (bytes: Buffer) => Buffer.from(bytes.toString().replace('</', ' </'))],
    ['a missing file', 'document.xml', () => undefined],
    ['a manifest that says otherwise', 'manifest.json', () => Buffer.from('{"files":[]}')],
    ['a head that is none', 'archive.json', () => Buffer.from('{}')],
    ['an event told otherwise', 'document.json', (bytes: Buffer) => Buffer.from(bytes.toString().replace('"signed"', '"sent"'))],
  ])('is refused whole for %s', async (_what, name, change) => {
    const path = into('tampered.zip')
    await rewritten(into('ec/emite-0001.zip'), path, (each, bytes) => (each.endsWith(name) ? change(bytes) : bytes))
    const empty = await World.start()
    const { exitCode, err } = await emite(['import', path], on(empty))
    expect({ exitCode, err }).toMatchObject({ exitCode: 1, err: expect.stringContaining('No se restauró nada') as unknown })
    expect(await empty.house.accounts.tenants()).toEqual([])
    await empty.close()
  }) // prettier-ignore

  test.each(['', 'PK', 'PK\u0003\u0004 not a zip at all'])('is refused when the file is no ZIP: %j', async (text) => {
    await writeFile(into('none.zip'), text)
    expect((await emite(['import', into('none.zip')], on(fresh()))).exitCode).toBe(1)
  })

  test('refuses the signed file of another document, even if every hash is made to fit', async () => {
    const [one, another] = (await kept(old(), dominican)).map(({ files, document }) => ({ ...files, number: document.number }))
    if (!one || !another) throw new Error('nothing was issued')
    await rehashed(into('do/emite-0001.zip'), into('swapped.zip'), (path, bytes) =>
      path.includes(one.number) && path.endsWith('/document.xml') ? Buffer.from(another.xml) : bytes,
    )
    const { exitCode, err } = await emite(['import', into('swapped.zip'), '--check'], on(fresh()))
    expect({ exitCode, err }).toMatchObject({ exitCode: 1, err: expect.stringContaining('another document') as unknown })
  }) // prettier-ignore

  test('refuses a record under another id: its chain says whose it is', async () => {
    const id = (await kept(old(), ecuadorian))[0]?.document.id ?? ''
    const copyOf = (bytes: Buffer) => Buffer.from(bytes.toString().replaceAll(id, `${id.slice(0, -4)}0000`))
    await rewritten(into('ec/emite-0001.zip'), into('renamed.zip'), (each, bytes) =>
      each.endsWith('.json') ? copyOf(bytes) : bytes,
    )
    expect((await emite(['import', into('renamed.zip')], on(fresh()))).err).toContain('document.json')
  })

  test.each([
    ['number', 'duplicate-number', { sequence: undefined }],
    ['external id', 'duplicate-external-id', { sequence: '900' }],
  ])('never puts a document over another that has its %s', async (_what, code, change) => {
    const [document] = await kept(fresh(), ecuadorian)
    if (!document) throw new Error('nothing was restored')
    const another = {
      ...document,
      idempotencyKey: undefined,
      document: { ...document.document, id: fresh().house.chance.id() },
      sequence: change.sequence ?? document.sequence,
    }
    await expect(fresh().house.archive.restore(another, 'lane', new Date())).rejects.toMatchObject({ code })
    expect(await kept(fresh(), ecuadorian)).toHaveLength(1)
  })

  /** Rewritten with a manifest of the new contents. */
  async function rehashed(from: string, to: string, change: (path: string, bytes: Buffer) => Buffer): Promise<void> {
    const contents = new Map<string, Buffer>()
    await rewritten(from, to, (path, bytes) => {
      if (path !== 'manifest.json') contents.set(path, change(path, bytes))
      if (path !== 'manifest.json') return contents.get(path)
      const files = Array.from(contents, ([name, content]) => {
        return { path: name, sizeBytes: content.byteLength, sha256: hash('sha256', content, 'hex') }
      })
      return Buffer.from(JSON.stringify({ ...(JSON.parse(bytes.toString()) as object), files }))
    })
  }

  async function rewritten(
    from: string,
    to: string,
    change: (path: string, bytes: Buffer) => Buffer | undefined,
  ): Promise<void> {
    const zip = await zipReader(from)
    const writer = zipWriter(createWriteStream(to), new Date(0))
    for (const path of zip.paths) {
      const bytes = change(path, Buffer.from(await zip.read(path, 1e7)))
      if (bytes) await writer.add(path, bytes)
    }
    await writer.finish()
    await zip.close()
    expect((await readFile(to)).byteLength).toBeGreaterThan(0)
  }
})
