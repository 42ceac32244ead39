import { expect, test } from 'vitest'
import type { Draft } from '../../../domain/draft.ts'
import { EXAMPLE_CONTEXT } from '../examples/context.ts'
import { prepare } from '../prepare.ts'
import { documentXml } from '../xml.ts'

const LINE = { name: 'Café', quantity: '1', unitPrice: '0.01', taxes: [{ code: 'IVA', rate: '15' }] }
const LINE_BYTES = 430

function invoice(count: number): Draft {
  const lines = Array.from({ length: count }, () => LINE)
  return { type: '01', buyer: { taxId: '1710034065', name: 'Rosa Quishpe' }, lines }
}

test('a document that SRI would return for its size is a fault, and takes no number', () => {
  const { document, faults } = prepare(invoice(1_000), EXAMPLE_CONTEXT)
  expect(faults).toMatchObject([{ code: 'document-too-large', path: 'lines', severity: 'error' }])
  expect(document).toBeUndefined()
})

test('the largest document that passes leaves room for its signature, and little more', () => {
  let most = 500
  while (prepare(invoice(most + 10), EXAMPLE_CONTEXT).document) most += 10
  const { document } = prepare(invoice(most), EXAMPLE_CONTEXT)
  if (!document) throw new Error('500 lines are too many')
  const xml = documentXml(document, { number: '001-001-000000001', expiresOn: undefined }, EXAMPLE_CONTEXT.now)
  const room = 320 * 1024 - Buffer.byteLength(xml)
  expect(room).toBeGreaterThan(5_500)
  expect(room).toBeLessThan(6_144 + 12 * LINE_BYTES)
})
