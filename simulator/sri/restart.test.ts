import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DELAY_MS, sign, startSriBench } from '../testing/sri/client.ts'
import { documentOf, keyIn } from '../testing/sri/documents.ts'
import { ISSUER } from '../testing/sri/sound-documents.ts'

let folder: string
let ledgerFile: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sri-ledger-'))
  ledgerFile = join(folder, 'ledger.ndjson')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a restarted SRI knows what it authorised, refused and returned, and decides what was waiting', async () => {
  const first = await startSriBench({ ledgerFile })
  const authorised = await first.issue('factura')
  const refused = await first.issue('factura', { 'infoFactura.importeTotal': '1.00' }, '001-001-000000002')
  await first.send(documentOf('factura', {}, '001-001-000000003').replace('DOLAR', ''))
  const waiting = sign(documentOf('factura', {}, '001-001-000000004'))
  await first.send(waiting)
  await first.stop()

  const second = await startSriBench({ ledgerFile })
  expect((await second.ask(authorised.key)).text).toBe(authorised.text)
  expect((await second.ask(refused.key)).text).toBe(refused.text)
  expect(await second.send(sign(documentOf('factura')))).toMatchObject({ codes: ['43'] })
  expect(await second.issue('factura', {}, '001-001-000000003')).toMatchObject({ state: 'AUTORIZADO' })
  second.pass(3 * DELAY_MS)
  expect(await second.ask(keyIn(waiting))).toMatchObject({ state: 'AUTORIZADO' })
  expect(await second.issue('notaCredito')).toMatchObject({ codes: ['60'] })
  await second.stop()
})

test('the ledger tells how often a key was sent, and how often it was asked for', async () => {
  const bench = await startSriBench()
  const { key } = await bench.issue('factura')
  await bench.send(sign(documentOf('factura')))
  await bench.ask(key)
  const { ledger, baseUrl } = bench.simulator
  expect(ledger.entries({ accessKey: key, service: 'validarComprobante' })).toMatchObject([
    {
      arrival: 1,
      issuer: ISSUER,
      number: '001-001-000000001',
      environment: 'celcer',
      outcome: { state: 'accepted', numberSpent: true, messages: [{ code: '60' }] },
    },
    { arrival: 2, outcome: { state: 'refused', messages: [{ code: '43' }] } },
  ])
  const asked = { accessKey: key, service: 'autorizacionComprobante' }
  expect(ledger.entries(asked)).toMatchObject([
    { arrival: 1, outcome: { state: 'asked', messages: [{ text: 'AUTORIZADO' }] } },
    { arrival: 2, outcome: { state: 'asked' } },
  ])
  const answer = await fetch(`${baseUrl}/_control/ledger?accessKey=${key}&service=autorizacionComprobante`)
  expect(((await answer.json()) as { entries: unknown[] }).entries).toHaveLength(2)
  const fault = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const asking = JSON.stringify({ kind: 'returned', code: '43', accessKey: key })
  expect((await fetch(`${baseUrl}/_control/faults`, { ...fault, body: asking })).status).toBe(201)
  expect(await bench.send(sign(documentOf('factura')))).toMatchObject({ codes: ['43'] })
  await bench.stop()
})
