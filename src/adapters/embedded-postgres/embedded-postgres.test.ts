import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { chown, mkdir, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launches, postmasterPidIn, processesIn, rowsOf } from '../../../test/support/embedded-launches.ts'
import { needs } from '../../../test/support/needs.ts'
import type { EmbeddedPostgres } from './embedded-postgres.ts'
import { isRoot, unprivilegedUser } from './operating-user.ts'

const isLinux = process.platform === 'linux'

describe.skipIf(!needs('embedded-postgres'))('a PostgreSQL of its own', () => {
  const { end, finishedFolder, folder, start } = launches()
  afterAll(end)

  describe('from start to start', () => {
    test('keeps data, URLs and folder, and between them nothing listens and no process is left', async () => {
      const dataDir = await folder()
      const first = await start({ dataDir })
      expect(first).toMatchObject({ adopted: false, dataDirectory: join(dataDir, 'postgres', 'cluster') })
      expect(first.version).toMatch(/^\d+\.\d+$/)
      await rowsOf(first.url, 'CREATE TABLE kept AS SELECT 42 AS number')
      await first.stop()
      expect(await answers('127.0.0.1', portOf(first))).toBe(false)
      if (isLinux) await expect.poll(() => processesIn(first.dataDirectory), PATIENTLY).toEqual([])

      const second = await start({ dataDir })
      expect(second).toMatchObject({ adopted: false, url: first.url, adminUrl: first.adminUrl })
      expect(await rowsOf(second.url, 'SELECT number FROM kept')).toEqual([{ number: 42 }])
      await second.stop()
    })

    test('stopping more than once is stopping once', async () => {
      const server = await start({ dataDir: await finishedFolder() })
      await Promise.all([server.stop(), server.stop()])
      await server.stop()
      expect(existsSync(join(server.dataDirectory, 'postmaster.pid'))).toBe(false)
    })

    test('stopping does not wait for connections that were left open', async () => {
      const server = await start({ dataDir: await finishedFolder() })
      const pending = expect(rowsOf(server.url, 'SELECT pg_sleep(600)')).rejects.toThrow(/terminat/)
      await expect.poll(() => rowsOf(server.adminUrl, SLEEPERS), PATIENTLY).toHaveLength(1)
      await server.stop()
      await pending
    })

    test('a second share keeps the server running until the last one is given up', async () => {
      const dataDir = await finishedFolder()
      const first = await start({ dataDir })
      const second = await start({ dataDir })
      expect([first.adopted, second.adopted]).toEqual([false, true])
      await first.stop()
      expect(await rowsOf(second.url, 'SELECT number FROM kept')).toEqual([{ number: 42 }])
      await second.stop()
      expect(await answers('127.0.0.1', portOf(second))).toBe(false)
    })

    test('shares that are given up at the same time leave nothing running', async () => {
      const dataDir = await finishedFolder()
      const shares = await Promise.all([start({ dataDir }), start({ dataDir }), start({ dataDir })])
      await Promise.all(shares.map((share) => share.stop()))
      expect(await answers('127.0.0.1', portOf(shares[0]))).toBe(false)
    })

    test('one that starts while another stops gets a server all the same', async () => {
      const dataDir = await finishedFolder()
      const first = await start({ dataDir })
      const [second] = await Promise.all([start({ dataDir }), first.stop()])
      expect(await rowsOf(second.url, 'SELECT number FROM kept')).toEqual([{ number: 42 }])
      await second.stop()
    })
  })

  describe('a port', () => {
    test('that was asked for and is taken is named', async () => {
      const { port, release } = await takenPort()
      await expect(start({ dataDir: await finishedFolder(), port })).rejects.toThrow(`port ${port} of 127.0.0.1`)
      await release()
    })

    test('that was asked for and is free is used', async () => {
      const { port, release } = await takenPort()
      await release()
      const server = await start({ dataDir: await finishedFolder(), port })
      expect(portOf(server)).toBe(port)
      await server.stop()
    })

    test('of the last time is left for another one when somebody has taken it', async () => {
      const dataDir = await finishedFolder()
      const { port, release } = await takenPort()
      await writeFile(join(dataDir, 'postgres', 'port'), `${port}\n`)
      const server = await start({ dataDir })
      expect(portOf(server)).not.toBe(port)
      await Promise.all([server.stop(), release()])
    })
  })

  describe('while it runs', () => {
    let server: EmbeddedPostgres
    beforeAll(async () => {
      process.env.EMITE_TEST_SECRET = 'a secret of this process'
      server = await start({ dataDir: await finishedFolder() })
      delete process.env.EMITE_TEST_SECRET
    })

    test('listens on one loopback address and on no socket', async () => {
      const elsewhere = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
      const others = ['127.0.0.2', ...elsewhere.map(({ address }) => address)].filter((host) => host !== '127.0.0.1')
      expect(await answers('127.0.0.1', portOf(server))).toBe(true)
      expect(await Promise.all(others.map((host) => answers(host, portOf(server))))).not.toContain(true)
      expect(await settingsOf(server.adminUrl, ['unix_socket_directories', 'listen_addresses'])).toEqual([
        '',
        '127.0.0.1',
      ])
    })

    test('lets nobody in without the password', async () => {
      await expect(rowsOf(withPassword(server.url, 'guess'), 'SELECT 1')).rejects.toThrow(/password authentication/)
      await expect(rowsOf(withPassword(server.adminUrl, ''), 'SELECT 1')).rejects.toThrow(/password/)
    })

    test('shows its passwords to its own account only', () => {
      expect(statSync(server.dataDirectory).mode & 0o77).toBe(0)
      expect(statSync(join(server.dataDirectory, 'emite-passwords.json')).mode & 0o77).toBe(0)
    })

    test('keeps on the disk what it has confirmed, and its clock is UTC', async () => {
      const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'jit', 'TimeZone', 'server_encoding']
      expect(await settingsOf(server.url, names)).toEqual(['on', 'on', 'on', 'off', 'UTC', 'UTF8'])
    })

    test("binds the application's role to row-level security, on its own tables as well", async () => {
      await rowsOf(
        server.url,
        `CREATE TABLE secret (tenant int); INSERT INTO secret VALUES (1), (2);
         ALTER TABLE secret ENABLE ROW LEVEL SECURITY; ALTER TABLE secret FORCE ROW LEVEL SECURITY;
         CREATE POLICY own ON secret USING (tenant = 1)`,
      )
      expect(await rowsOf(server.url, 'SELECT tenant FROM secret')).toEqual([{ tenant: 1 }])
    })

    test.each([
      ['become the administrator', 'SET ROLE emite_admin'],
      ['free itself of row-level security', 'ALTER ROLE emite BYPASSRLS'],
      ['make roles', 'CREATE ROLE other SUPERUSER'],
      ['make databases', 'CREATE DATABASE other'],
      ['run programs', "COPY (SELECT 1) TO PROGRAM 'true'"],
      ['read files', "SELECT pg_read_file('PG_VERSION')"],
      ['change the server', 'ALTER SYSTEM SET fsync = off'],
    ])('does not let the application %s', async (_, sql) => {
      await expect(rowsOf(server.url, sql)).rejects.toThrow(/permission denied/)
    })

    test.runIf(isLinux)("does not carry Emite's environment, which holds the master key", async () => {
      const environment = readFileSync(`/proc/${await postmasterPidIn(server.dataDirectory)}/environ`, 'utf8')
      expect(environment).toContain('TZ=UTC')
      expect(environment).not.toContain('EMITE_TEST_SECRET')
    })

    test('writes no statement and no row to its log when one fails', async () => {
      await rowsOf(server.url, 'CREATE TABLE once (number text PRIMARY KEY)')
      await rowsOf(server.url, "INSERT INTO once VALUES ('E310000000001')")
      await expect(rowsOf(server.url, "INSERT INTO once VALUES ('E310000000001')")).rejects.toThrow(/duplicate key/)
      const log = (): string => {
        const day = new Date().toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' })
        return readFileSync(join(server.dataDirectory, 'log', `postgres-${day}.log`), 'utf8')
      }
      await expect.poll(log, PATIENTLY).toContain('duplicate key')
      expect(log()).not.toContain('E310000000001')
    })
  })

  describe('refuses, and touches nothing,', () => {
    test('a folder that holds something else', async () => {
      const dataDir = await folder()
      const cluster = join(dataDir, 'postgres', 'cluster')
      await mkdir(cluster, { recursive: true })
      await writeFile(join(cluster, 'letters.txt'), 'dear')
      if (isRoot()) {
        const { uid, gid } = await unprivilegedUser(dataDir)
        await chown(cluster, uid, gid)
      }
      await expect(start({ dataDir })).rejects.toThrow(/is not a complete database of Emite/)
      expect(readFileSync(join(cluster, 'letters.txt'), 'utf8')).toBe('dear')
    })

    test('a cluster that has lost its passwords', async () => {
      const dataDir = await finishedFolder()
      await writeFile(join(dataDir, 'postgres', 'cluster', 'emite-passwords.json'), '{}')
      await expect(start({ dataDir })).rejects.toThrow(/does not hold the passwords/)
    })

    test('a cluster of another major version, and says how to go on', async () => {
      const dataDir = await finishedFolder()
      await writeFile(join(dataDir, 'postgres', 'cluster', 'PG_VERSION'), '13\n')
      await expect(start({ dataDir })).rejects.toThrow(/written by PostgreSQL 13.*pg_dump/)
    })
  })

  test('a server that cannot start is an outage that quotes what the server said', async () => {
    const dataDir = await finishedFolder()
    await writeFile(join(dataDir, 'postgres', 'cluster', 'postgresql.auto.conf'), "no_such_setting = '1'\n")
    await expect(start({ dataDir })).rejects.toMatchObject({
      name: 'Outage',
      part: 'database',
      message: expect.stringContaining('no_such_setting') as string,
    })
  })
})

/** Within what a busy machine may need. */
const PATIENTLY = { timeout: 15_000, interval: 10 }

const SLEEPERS = "SELECT pid FROM pg_stat_activity WHERE usename = 'emite' AND query LIKE '%pg_sleep%'"

function portOf(server: EmbeddedPostgres | undefined): number {
  return Number(new URL(server!.url).port)
}

function withPassword(url: string, password: string): string {
  return Object.assign(new URL(url), { password }).href
}

async function settingsOf(url: string, names: readonly string[]): Promise<unknown[]> {
  const columns = names.map((name) => `current_setting('${name}') AS "${name}"`)
  return Object.values((await rowsOf(url, `SELECT ${columns.join(', ')}`))[0]!)
}

async function takenPort(): Promise<{ port: number; release: () => Promise<unknown> }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, release: () => once(server.close(), 'close') }
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 })
    const settle = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
    socket.once('timeout', () => settle(false))
  })
}
