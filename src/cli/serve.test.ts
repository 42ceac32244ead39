import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts'
import { needs } from '../../test/support/needs.ts'
import { killTyped, typed, until } from '../../test/support/typed-command.ts'
import { readConfig } from '../config.ts'
import { JURISDICTIONS } from '../jurisdictions/jurisdictions.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emite-serve-'))
})
afterEach(killTyped)
afterAll(() => rm(folder, { recursive: true }))

describe.skipIf(!needs('postgres-server'))('serve, api and worker', () => {
  let database: FreshDatabase
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.drop())

  test.each([
    { command: 'serve', listens: true },
    { command: 'api', listens: true },
    { command: 'worker', listens: false },
  ])('$command gets ready, logs JSON lines only, and stops when asked', async ({ command, listens }) => {
    const options = ['--data-dir', folder, ...(listens ? ['--port', '0'] : [])]
    const { said, ended, kill } = typed([command, ...options], { DATABASE_URL: database.url })
    const ready = await until(() => linesOf(said.out).find(({ msg }) => msg === 'ready'), 20_000)
    if (listens) expect((await fetch(`${ready.address}/readyz`)).status).toBe(200)
    else expect(ready.address).toBeUndefined()
    kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(linesOf(said.out).at(-1)).toMatchObject({ msg: 'stopping' })
    expect(said.err).toBe('')
  })

  test.each([
    { command: 'api', settings: { EMITE_PORT: '0' } },
    { command: 'worker', settings: { EMITE_WORKER_PORT: '0' } },
  ])('$command tells what waits, whoever works on it', async ({ command, settings }) => {
    const { said, ended, kill } = typed([command, '--data-dir', folder], { DATABASE_URL: database.url, ...settings })
    const { address } = await until(() => linesOf(said.out).find(({ msg }) => msg === 'ready'), 20_000)
    const answers = await Promise.all(['/healthz', '/readyz', '/metrics'].map((path) => fetch(`${address}${path}`)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const figures = await answers[2]?.text()
    for (const name of ['open_circuits', 'waiting_steps', 'waiting_webhooks', 'waiting_mails']) {
      expect(figures).toContain(`emite_${name} 0`)
    }
    expect((await fetch(`${address}/api/v1/documents`)).status).toBe(command === 'api' ? 401 : 404)
    kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('a process without the master key that the database uses does not start, and makes none', async () => {
    const elsewhere = join(folder, 'elsewhere')
    const { said, ended } = typed(['worker', '--data-dir', elsewhere], { DATABASE_URL: database.url })
    expect(await ended).toBe(3)
    expect(said.err).toContain('EMITE_MASTER_KEY_FILE')
    expect(said.out).not.toContain('ready')
    expect(existsSync(join(elsewhere, 'master.key'))).toBe(false)
  })
})

function linesOf(out: string): { msg: string; address?: string }[] {
  const complete = out.slice(0, out.lastIndexOf('\n') + 1).split('\n')
  return complete.filter((line) => line !== '').map((line) => JSON.parse(line) as { msg: string; address?: string })
}

describe('simulate', () => {
  test('says where it is as one JSON value, begins with the faults it was given, and stops when asked', async () => {
    const faults = join(folder, 'faults.json')
    await writeFile(faults, '[{"kind": "down", "service": "recepcion", "times": 2}]')
    const ledger = join(folder, 'ledger.ndjson')
    const args = ['simulate', '--port', '0', '--faults', faults, '--ledger', ledger, '--json']
    const { said, ended, kill } = typed(args)
    const { control } = await until(() => valueOf(said.out), 20_000)
    const reply = await fetch(`${control}/faults`)
    expect(await reply.json()).toMatchObject({ rules: [{ kind: 'down', service: 'recepcion', times: 2, hits: 0 }] })
    kill('SIGINT')
    expect(await ended).toBe(0)
  })

  test('says to people what makes an Emite take it for every authority', async () => {
    const { said, ended, kill } = typed(['simulate', '--port', '0'])
    const setting = await until(() => /EMITE_AUTHORITY_HOSTS='(.*)'\n/.exec(said.out)?.[1], 20_000)
    const { authorityHosts } = readConfig({ EMITE_AUTHORITY_HOSTS: setting })
    const places = JURISDICTIONS.flatMap(({ code, authorityEnvironments }) =>
      authorityEnvironments.flatMap(({ name, hosts }) => Object.keys(hosts).map((host) => `${code}/${name}/${host}`)),
    )
    expect(Object.keys(authorityHosts).sort()).toEqual(places.sort())
    kill('SIGINT')
    expect(await ended).toBe(0)
  })

  test('takes settings of each authority, and tells what is wrong with them', async () => {
    const settings = join(folder, 'sri.json')
    await writeFile(settings, '{"lateDays": -1, "tokenLifetimeMs": 1}')
    const { said, ended } = typed(['simulate', '--port', '0', '--sri-settings', settings])
    expect(await ended).toBe(2)
    expect(said.err).toContain('/lateDays')
    expect(said.err).toContain('tokenLifetimeMs')
  })

  test.each([
    { why: 'no JSON', text: '[', says: 'no es JSON' },
    { why: 'an unknown kind of fault', text: '[{"kind": "fire"}]', says: '/0/kind' },
  ])('ends with 2 for $why', async ({ text, says }) => {
    const faults = join(folder, 'wrong.json')
    await writeFile(faults, text)
    const { said, ended } = typed(['simulate', '--port', '0', '--faults', faults])
    expect(await ended).toBe(2)
    expect(said.err).toContain(says)
  })
})

/** The value, once all of it is there. */
function valueOf(out: string): { control: string } | undefined {
  return out.endsWith('}\n') ? (JSON.parse(out) as { control: string }) : undefined
}
