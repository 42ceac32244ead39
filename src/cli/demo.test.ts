import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { postmasterPidIn } from '../../test/support/embedded-launches.ts'
import { needs } from '../../test/support/needs.ts'
import { killTyped, typed, until } from '../../test/support/typed-command.ts'
import { isAlive } from '../adapters/embedded-postgres/program.ts'
import type { Credentials } from './demo/credentials.ts'

const INVOICE = {
  type: '31',
  buyer: { taxId: '131880681', name: 'COMPRADOR SRL' },
  lines: [{ name: 'Café', quantity: '2', unitPrice: '250.00', taxes: [{ code: 'ITBIS', rate: '18' }] }],
}

interface Told {
  readonly id: string
  readonly number: string
  readonly state: string
}

describe.skipIf(!needs('embedded-postgres'))('emite demo', () => {
  let folder = ''
  const data = () => join(folder, 'data')
  const credentials = () => JSON.parse(readFileSync(join(data(), 'demo.json'), 'utf8')) as Credentials

  async function started(...more: string[]) {
    const demo = typed(['demo', '--data-dir', data(), '--port', '0', ...more])
    const isReady = () => {
      if (demo.said.out.includes('Ctrl-C')) return true
      if (demo.said.err !== '') throw new Error(demo.said.err)
      return undefined
    }
    await until(isReady, 20_000)
    return demo
  }

  async function api(
    path: string,
    init: { body?: string; key?: string } = {},
  ): Promise<{ status: number; body: Told }> {
    const { baseUrl, native } = credentials()
    const reply = await fetch(`${baseUrl}/api/v1${path}`, {
      headers: {
        authorization: `Bearer ${native.sandbox.do.apiKey}`,
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(init.key === undefined ? {} : { 'idempotency-key': init.key }),
      },
      ...(init.body === undefined ? {} : { method: 'POST', body: init.body }),
    })
    return { status: reply.status, body: (await reply.json()) as Told }
  }
  const post = (key: string, path = '/documents') => api(path, { body: JSON.stringify(INVOICE), key })
  const approved = (id: string, ms: number) =>
    until(async () => {
      const { body } = await api(`/documents/${id}`)
      return body.state === 'approved' ? body : undefined
    }, ms)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'emite-demo-'))
    // As root, the account that PostgreSQL runs as must be able to enter.
    await chmod(folder, 0o711)
  })
  afterEach(killTyped)
  afterAll(async () => {
    // Processes that were killed leave their database running: the next command shares it, and stops it when it ends.
    await typed(['tenant', 'list', '--data-dir', data()]).ended
    await rm(folder, { recursive: true, maxRetries: 20, retryDelay: 50 })
  })

  test('issues an invoice within seconds, once for each key, and keeps it over stops and kills', async () => {
    const first = await started()
    expect((await stat(join(data(), 'demo.json'))).mode & 0o777).toBe(0o600)
    const { native, baseUrl } = credentials()
    expect(first.said.out).toContain(baseUrl)

    const issued = await post('a')
    expect(issued).toMatchObject({ status: 201, body: { number: 'E310000000001' } })
    const invoice = await approved(issued.body.id, 10_000)
    expect(await post('a')).toMatchObject({ status: 200, body: { id: invoice.id, state: 'approved' } })

    const postmaster = await postmasterPidIn(join(data(), 'postgres', 'cluster'))
    first.kill('SIGINT')
    expect(await Promise.race([first.ended, pause(8_000, 'still there')])).toBe(0)
    // Ended, and reaped by whoever adopted it: a busy machine takes a moment over the second.
    await expect.poll(() => isAlive(postmaster), { timeout: 5_000 }).toBe(false)
    await expect(fetch(baseUrl)).rejects.toThrow()

    const second = await started()
    expect(credentials().native).toEqual(native)
    expect((await api(`/documents/${invoice.id}`)).body).toEqual(invoice)
    const { body: next } = await post('b')
    second.kill('SIGKILL')
    await second.ended

    const third = await started()
    expect(credentials().native).toEqual(native)
    // A step that the killed process had begun is taken over when its lease ends; nobody else waits for it.
    expect((await post('b')).body).toMatchObject({ id: next.id, number: 'E310000000002' })
    const { body: another } = await post('c')
    expect(another.number).toBe('E310000000003')
    await approved(another.id, 20_000)
    third.kill('SIGTERM')
    expect(await third.ended).toBe(0)
  }, 120_000)

  test('keeps invoices signed while the simulated authority is down, and sends them when it is back', async () => {
    const demo = await started()
    const { control } = credentials().simulator
    const down = await fetch(`${control}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"kind": "down"}',
    })
    expect(down.status).toBe(201)
    const { body } = await post('down', '/documents?wait=3')
    expect(body.state).toBe('signed')

    expect((await fetch(`${control}/faults`, { method: 'DELETE' })).status).toBe(204)
    await approved(body.id, 45_000)
    demo.kill('SIGINT')
    expect(await demo.ended).toBe(0)
  }, 90_000)

  /** The shell's own reading of a line with curl, handed to a client that is always there. */
  async function pasted(line: string): Promise<{ status: number; body: unknown }> {
    const { stdout } = spawnSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }; ${line}`], { encoding: 'utf8' })
    const [quiet, url = '', , authorization = '', , type = '', , body = ''] = stdout.split('\0')
    expect(quiet).toBe('-s')
    const headers = Object.fromEntries([authorization, type].map((header) => header.split(': ') as [string, string]))
    const reply = await fetch(url, { method: 'POST', headers, body })
    return { status: reply.status, body: await reply.json() }
  }

  test('shows requests that work as they are pasted, one a country', async () => {
    const demo = await started()
    const [dominican = '', ecuadorian = ''] = demo.said.out.split('\n').filter((each) => each.startsWith('curl'))
    expect(await pasted(dominican)).toMatchObject({ status: 201, body: { state: 'approved', total: '590.00' } })
    expect(await pasted(ecuadorian)).toMatchObject({
      status: 201,
      body: { state: 'approved', total: '14.95', number: '001-001-000000001' },
    })

    // Commands share the database of the process that runs.
    const file = join(folder, 'invoice.xml')
    const commandOf = async (tenant: string, ...args: string[]) => {
      const { said, ended } = typed([...args, '--data-dir', data(), '--tenant', tenant])
      return { exitCode: await ended, ...said }
    }
    const command = (...args: string[]) => commandOf('Demo', ...args)
    const shown = await command('documents', 'show', 'E310000000001', '--json')
    expect(JSON.parse(shown.out)).toMatchObject({
      document: { state: 'approved' },
      timeline: [{ to: 'signed' }, {}, {}],
    })
    expect((await command('documents', 'list')).out).toContain('E310000000001')
    expect((await command('documents', 'retry', 'E310000000001')).exitCode).toBe(1)
    expect((await command('documents', 'xml', 'E310000000001', '--output', file)).exitCode).toBe(0)
    expect(await typed(['verify', file]).ended).toBe(0)
    const issued = join(folder, 'factura.xml')
    const factura = ['documents', 'xml', '001-001-000000001', '--output', issued]
    expect((await commandOf('Demo Ecuador', ...factura)).exitCode).toBe(0)
    expect(await typed(['verify', issued]).ended).toBe(0)
    expect((await command('audit', 'verify')).exitCode).toBe(0)

    const second = typed(['demo', '--data-dir', data(), '--port', '0', '--lang', 'en'])
    expect(await second.ended).toBe(3)
    expect(second.said.err).toContain('running in this folder already')
    demo.kill('SIGINT')
    expect(await demo.ended).toBe(0)
  }, 120_000)

  test('makes a new key when the file with the old one is damaged', async () => {
    const before = credentials().native
    await writeFile(join(data(), 'demo.json'), '{"native": {}')
    const demo = await started()
    expect(credentials().native).not.toEqual(before)
    expect((await api('/documents')).status).toBe(200)
    demo.kill('SIGINT')
    await demo.ended
  }, 60_000)

  test('says which port is taken, and ends with 3', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const demo = typed(['demo', '--data-dir', data(), '--port', String(port)])
    expect(await demo.ended).toBe(3)
    expect(demo.said.err).toContain(`127.0.0.1:${port} ya está en uso`)
    other.close()
  }, 60_000)

  test('leaves a database alone that is not a demo', async () => {
    const elsewhere = join(folder, 'real')
    expect(await typed(['tenant', 'create', 'Empresa', '--data-dir', elsewhere]).ended).toBe(0)
    const demo = typed(['demo', '--data-dir', elsewhere, '--port', '0'])
    expect(await demo.ended).toBe(2)
    expect(demo.said.err).toContain('no es de la demostración')
    await expect(readFile(join(elsewhere, 'demo.json'))).rejects.toThrow('ENOENT')
  }, 60_000)
})
