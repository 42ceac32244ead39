import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ledgerInFile } from './ledger-file.ts'
import { startBench } from './testing/client.ts'
import { invoice, nameOf, summary } from './testing/invoices.ts'
import { decide, decideSummary, resultOf, submit } from './testing/submission.ts'

let folder: string
let ledgerFile: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  ledgerFile = join(folder, 'ledger.ndjson')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a restarted simulator knows verdicts, trackIds, notes and voided numbers, and decides what was waiting', async () => {
  const first = await startBench({ ledgerFile })
  const [accepted, waiting, small] = ['E310000000001', 'E310000000002', 'E320000000001']
  await decide(first, accepted, invoice('31', accepted))
  await decideSummary(first, small, summary(small))
  const waitingTrack = await submit(first, waiting, invoice('31', waiting))
  const entries = first.simulator.ledger.entries()
  await first.stop()

  const second = await startBench({ ledgerFile })
  expect(second.simulator.ledger.entries().map(({ sha256 }) => sha256)).toEqual(entries.map(({ sha256 }) => sha256))
  expect(second.simulator.ledger.entries({ number: accepted })).toEqual([{ ...entries[0], answer: 'delivered' }])
  second.pass(1_000)
  expect(await resultOf(second, waitingTrack)).toMatchObject({ codigo: '1' })
  expect(await decide(second, accepted, invoice('31', accepted))).toMatchObject({ mensajes: [{ codigo: '1209' }] })
  expect(await decideSummary(second, small, summary(small))).toMatchObject({ mensajes: [{ codigo: '1209' }] })
  expect(second.simulator.ledger.entries({ number: accepted })).toMatchObject([{ arrival: 1 }, { arrival: 2 }])
  const note = 'E340000000001'
  expect(await decide(second, note, invoice('34', note))).toMatchObject({ codigo: '1' })
  await second.stop()
})

test('what was refused is kept too, and stays refused', async () => {
  const first = await startBench({ ledgerFile })
  await first.upload('/testecf/recepcion/api/facturaselectronicas', nameOf('E310000000001'), 'no XML')
  await first.stop()
  const second = await startBench({ ledgerFile })
  expect(second.simulator.ledger.entries()).toMatchObject([{ outcome: { state: 'refused' }, arrival: 1 }])
  await second.stop()
})

test('a line that a kill cut in half is dropped, and the file goes on cleanly', async () => {
  const first = await startBench({ ledgerFile })
  await decide(first, 'E310000000001', invoice('31', 'E310000000001'))
  await first.stop()
  appendFileSync(ledgerFile, '{"change":"received","entry":{"seq')
  const { ledger, close } = ledgerInFile(ledgerFile)
  expect(ledger.entries()).toHaveLength(1)
  close()
  expect(readFileSync(ledgerFile, 'utf8').endsWith('}\n')).toBe(true)
})

test('a file that is something else is refused by line', () => {
  appendFileSync(ledgerFile, 'hello\n')
  expect(() => ledgerInFile(ledgerFile)).toThrow(/line 1: not a ledger/)
})
