import { createPrivateKey, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import Fastify from 'fastify'
import pg from 'pg'
import type { BareSettings } from './bare.ts'

/*
 * The least that a durable POST of a signed file can cost: Fastify, one RSA signature on the libuv pool, one named INSERT
 * that is a transaction of its own. It checks nothing, computes nothing, numbers nothing. Its settings are in the file named
 * by the first argument.
 */
const settings = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as BareSettings
const signed = promisify<string, Uint8Array, ReturnType<typeof createPrivateKey>, Buffer>(sign)
const key = createPrivateKey(settings.privateKeyPem)
const signedInfo = Buffer.alloc(settings.signedInfoBytes, 'x')
const file = Buffer.from(settings.file)

const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: settings.connections })
const app = Fastify()

app.post('/documents', async (_request, reply) => {
  const signature = await signed('RSA-SHA256', signedInfo, key)
  const { rows } = await pool.query<{ id: string }>({
    name: 'insert',
    text: 'insert into bare (signature, xml) values ($1, $2) returning id',
    values: [signature, file],
  })
  return reply.code(201).send({ id: rows[0]?.id })
})
app.get('/readyz', () => 'ready')

process.once('SIGTERM', () => {
  void app.close().then(() => pool.end())
})
await app.listen({ host: '127.0.0.1', port: settings.port })
