import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { asAdmin } from './postgres.ts'
import { freePort, Program } from './program.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** What the bare server is started with. */
export interface BareSettings {
  readonly databaseUrl: string
  readonly port: number
  readonly connections: number
  readonly privateKeyPem: string
  readonly signedInfoBytes: number
  /** The signed file that every request stores. */
  readonly file: string
}

/** The baseline of the durable POST, in a process of its own. */
export interface BareServer extends AsyncDisposable {
  readonly url: string
  cpuMs(): number
}

/** Starts it over a table of its own in this database. Like Emite it has 16 connections at most. */
export async function startBareServer(databaseUrl: string, file: string): Promise<BareServer> {
  await asAdmin(databaseUrl, (client) =>
    client.query('create table bare (id bigint generated always as identity primary key, signature bytea, xml bytea)'),
  )
  const port = await freePort()
  const signedInfoBytes = /<SignedInfo>.*<\/SignedInfo>/.exec(file)?.[0].length ?? 0
  const privateKeyPem = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString()
  const settings: BareSettings = { databaseUrl, port, connections: 16, privateKeyPem, signedInfoBytes, file }
  const folder = await temporaryFolder()
  const settingsFile = `${folder.path}/settings.json`
  await writeFile(settingsFile, JSON.stringify(settings), { mode: 0o600 })
  const program = new Program(['bench/bare-server.ts', settingsFile])
  const url = `http://127.0.0.1:${port}`
  await program.ready(`${url}/readyz`)
  return {
    url: `${url}/documents`,
    cpuMs: () => program.cpuMs(),
    async [Symbol.asyncDispose]() {
      await program[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}
