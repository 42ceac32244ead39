import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, 'main.ts')
const running = new Set<ChildProcess>()
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})

function start(...options: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

test('prints where it listens, answers there, and ends when told to', async () => {
  const child = start()
  const lines = createInterface({ input: child.stdout })
  const printed: string[] = []
  for await (const line of lines) if (printed.push(line) === 2) break
  const { baseUrl, hosts, authorityHosts } = JSON.parse(printed[1] ?? '') as {
    baseUrl: string
    hosts: Record<string, string>
    authorityHosts: Record<string, string>
  }
  expect(printed[0]).toBe(`simulator listening on ${baseUrl}`)
  expect(hosts).toEqual({ ecf: baseUrl, fc: baseUrl, status: baseUrl })
  expect((await fetch(`${hosts.ecf}/testecf/autenticacion/api/autenticacion/semilla`)).status).toBe(200)
  expect(authorityHosts).toMatchObject({ 'do/ecf/fc': baseUrl, 'ec/celcer/ws': `${baseUrl}/sri/celcer` })
  for (const host of ['ec/celcer/ws', 'ec/cel/ws']) {
    const service = `${authorityHosts[host]}/comprobantes-electronicos-ws/RecepcionComprobantesOffline?wsdl`
    expect((await fetch(service)).status).toBe(200)
  }
  expect((await fetch(baseUrl)).status).toBe(200)

  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(0)
})

test.each([
  { option: '--settings', wrong: { decisionDelayMs: 'soon', colour: 'red' } },
  { option: '--sri-settings', wrong: { decisionDelayMs: 'soon', lateDays: -1 } },
])('says what is wrong with its $option and does not start', async ({ option, wrong }) => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'))
  const settings = join(folder, 'settings.json')
  writeFileSync(settings, JSON.stringify(wrong))
  const child = start(option, settings)
  const said: string[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(1)
  expect(said.join('')).toMatch(/decisionDelayMs/)
  rmSync(folder, { recursive: true })
})
