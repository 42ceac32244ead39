import { afterAll, beforeAll, expect, test } from 'vitest'
import { signParsed } from '../../src/xml/dsig.ts'
import { testSigner } from '../../test/support/certificates.ts'
import { needs, shared } from '../../test/support/needs.ts'
import { readFileSync } from 'node:fs'
import { post, signedSeed, startBench, type Bench } from '../testing/client.ts'

const SEED = '/testecf/autenticacion/api/autenticacion/semilla'
const VALIDATE = '/testecf/autenticacion/api/autenticacion/validarsemilla'
const RESULT = '/consultaresultado/api/consultas/estado?trackid=x'

let bench: Bench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.stop())

const served = async () => (await bench.get(SEED)).text()
const ask = (token: string, environment = 'testecf') =>
  bench.get(`/${environment}${RESULT}`, { authorization: `Bearer ${token}` })

test('a seed has seven decimals and the offset of Santo Domingo, and comes indented', async () => {
  const seed = await served()
  expect(seed).toMatch(/<fecha>2026-12-01T12:00:00\.\d{7}-04:00<\/fecha>/)
  expect(seed).toMatch(/<SemillaModel xmlns:xsi="[^"]+" xmlns:xsd="[^"]+">\s+<valor>/)
})

test('our own signer of other people’s XML gets a token for it', async () => {
  const { xml } = await signParsed(Buffer.from(await served()), await testSigner())
  const answer = await post(bench.simulator, VALIDATE, 'semilla.xml', xml, { accept: 'application/json' })
  expect(answer.status).toBe(200)
  const body = (await answer.json()) as { token: string }
  expect(body).toEqual({ token: body.token, expira: '2026-12-01T17:00:00Z', expedido: '2026-12-01T16:00:00Z' })
  expect((await ask(body.token)).status).toBe(200)
})

test('who asks for XML gets XML', async () => {
  const seed = signedSeed(await served(), bench.sign)
  const answer = await post(bench.simulator, VALIDATE, 'semilla.xml', seed, { accept: 'application/xml' })
  expect(answer.headers.get('content-type')).toContain('application/xml')
  expect(await answer.text()).toMatch(/<RespuestaAutenticacion><token>[^<]+<\/token><expira>[^<]+<\/expira>/)
})

test('a seed signed as it was served, blanks and all, is refused in DGII’s words', async () => {
  const answer = await post(
    bench.simulator,
    VALIDATE,
    'semilla.xml',
    bench.sign((await served()).replace(/<\?.*?\?>\s*/, '')),
  )
  expect(answer.status).toBe(400)
  expect(await answer.text()).toBe('Firma del certificado invalida')
})

test('a seed is good once', async () => {
  const seed = signedSeed(await served(), bench.sign)
  expect((await post(bench.simulator, VALIDATE, 'semilla.xml', seed)).status).toBe(200)
  expect((await post(bench.simulator, VALIDATE, 'semilla.xml', seed)).status).toBe(400)
})

test.skipIf(!needs('shared'))('a seed that was never handed out is refused', async () => {
  const seed = readFileSync(shared('dgii/samples/others/semilla.signed.xml'))
  expect((await post(bench.simulator, VALIDATE, 'semilla.xml', seed)).status).toBe(400)
})

test('what is no XML is no valid file', async () => {
  const answer = await post(bench.simulator, VALIDATE, 'semilla.xml', 'not XML')
  expect(answer.status).toBe(400)
  expect(await answer.text()).toBe('Archivo no válido')
})

test('a token ends after an hour, and is good in its environment only', async () => {
  const token = await bench.token('certecf')
  expect((await ask(token, 'certecf')).status).toBe(200)
  expect((await ask(token, 'testecf')).status).toBe(401)
  bench.pass(3_599_999)
  expect((await ask(token, 'certecf')).status).toBe(200)
  bench.pass(1)
  expect((await ask(token, 'certecf')).status).toBe(401)
})

test('without a token, or with another scheme, the answer is 401', async () => {
  expect((await bench.get(`/testecf${RESULT}`)).status).toBe(401)
  expect((await bench.get(`/testecf${RESULT}`, { authorization: 'Basic eA==' })).status).toBe(401)
})
