import { describe, expect, test } from 'vitest'
import type { Condition, Document, DocumentEvent, DocumentState } from '../domain/document.ts'
import { holdUpOf, rejectionsOf } from './hold-up.ts'

const at = (state: DocumentState, condition?: Condition) => ({ state, condition }) as Document
const event = (kind: string, to: DocumentState, detail: DocumentEvent['detail'] = {}) =>
  ({ kind, to, detail }) as DocumentEvent

describe('why the authority rejected a document', () => {
  const messages = [
    { code: '1', text: 'grave', severity: 'error' },
    { code: '2', text: 'leve', severity: 'warning' },
  ]
  const decided = (state: DocumentState) => ({ state, verdict: { messages } }) as unknown as Document

  test('is what it said of errors', () => expect(rejectionsOf(decided('rejected'))).toEqual([messages[0]]))
  test.each(['approved', 'conditional', 'signed'] as const)('is nothing where it is %s', (state) => {
    expect(rejectionsOf(decided(state))).toEqual([])
  })
})

describe('why a document waits or stands still', () => {
  test.each(['authority-down', 'unclear', 'waiting-for-original'] as const)('is told where it is %s', (condition) => {
    expect(holdUpOf(at('signed', condition), [])?.es).toMatch(/\w/)
  })

  test.each(['signed', 'sent', 'approved', 'rejected', 'voided'] as const)('is nothing where it is %s', (state) => {
    expect(holdUpOf(at(state), [])).toBeUndefined()
  })

  test('names the original that was not accepted', () => {
    const timeline = [
      event('signed', 'signed'),
      event('original-not-accepted', 'failed', { original: 'E310000000001' }),
    ]
    expect(holdUpOf(at('failed'), timeline)?.es).toContain('E310000000001')
  })

  test('is the last failure, not one that was mended', () => {
    const timeline = [event('refused', 'failed'), event('retried', 'signed'), event('cannot-send', 'failed')]
    expect(holdUpOf(at('failed'), timeline)?.es).toContain('certificado')
  })

  test('repeats what the authority said when it did not take it', () => {
    const timeline = [event('refused', 'failed', { reason: 'RNC no autorizado.' })]
    expect(holdUpOf(at('failed'), timeline)?.es).toContain('RNC no autorizado.')
    expect(holdUpOf(at('failed'), [])?.es).toMatch(/reintente/)
  })

  test.each(['undecidable', 'something-new'])('is told of a failure of the kind %s', (kind) => {
    expect(holdUpOf(at('failed', 'unclear'), [event(kind, 'failed')])?.en).toMatch(/retry/)
  })
})
