import { describe, expect, test } from 'vitest'
import type { Condition, Document, DocumentEvent, DocumentState } from '../domain/document.ts'
import { allHeldUpBy, heldUpBy, holdUpOf, rejectionsOf, isUntried } from './hold-up.ts'

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

  test('is that the way is closed, of what has not been tried itself', () => {
    const down = holdUpOf(at('signed', 'authority-down'), [])
    expect(holdUpOf(at('signed'), [], true)).toEqual(down)
    expect(holdUpOf(at('signed', 'unclear'), [], true)).not.toEqual(down)
    expect(holdUpOf(at('sent'), [], true)).toBeUndefined()
  })

  test('names the original that was not accepted', () => {
    const timeline = [
      event('signed', 'signed'),
      event('original-not-accepted', 'failed', { original: 'E310000000001' }),
    ]
    expect(holdUpOf(at('failed'), timeline)?.es).toContain('E310000000001')
  })

  test('names the original whose verdict is awaited', () => {
    const timeline = [event('waiting-for-original', 'signed', { original: 'E310000000001' })]
    expect(holdUpOf(at('signed', 'waiting-for-original'), timeline)?.es).toContain('E310000000001')
  })

  test('says why it cannot be sent, where that was kept in words', () => {
    const words = { es: 'El certificado venció.', en: 'The certificate expired.' }
    expect(holdUpOf(at('failed'), [event('cannot-send', 'failed', { words })])).toEqual({
      es: 'No se puede enviar: El certificado venció.',
      en: 'It cannot be sent: The certificate expired.',
    })
  })

  test('says that what an expired certificate signed is to be signed anew, unless the authority may have it', () => {
    const words = { es: 'El certificado venció.', en: 'The certificate expired.' }
    const story = [event('cannot-send', 'failed', { code: 'certificate-expired', words })]
    expect(holdUpOf(at('failed'), story)?.en).toBe(
      'It cannot be sent: The certificate expired. Then correct this document with the same draft: so it is signed with the new one.',
    )
    expect(holdUpOf(at('failed', 'unclear'), story)?.en).toBe('It cannot be sent: The certificate expired.')
  })

  test.each(['signed', 'sent'] as const)('says that a key is missing, of one that is %s', async (state) => {
    const words = { es: 'Falta la clave.', en: 'The key is missing.' }
    const timeline = async () => [event('key-missing', state, { words })]
    const document = { ...at(state), reason: words.en }
    expect(await heldUpBy({ timeline }, document)).toEqual(words)
    expect(isUntried(document)).toBe(false)
  })

  test('reads the timeline of a document only where that says more', async () => {
    const read: string[] = []
    const documents = { timeline: async (_: string, id: string) => (read.push(id), []) }
    const states = [at('failed'), at('signed', 'waiting-for-original'), at('signed', 'unclear'), at('sent')]
    for (const [i, document] of states.entries()) await heldUpBy(documents, { ...document, id: String(i) })
    expect(read).toEqual(['0', '1'])
  })

  test('reads the timelines of many at once, and none where no document has a story', async () => {
    const read: (readonly string[])[] = []
    const story = [event('waiting-for-original', 'signed', { original: 'E310000000001' })]
    const documents = {
      timelines: async (_: string, ids: readonly string[]) => (read.push(ids), new Map([['b', story]])),
    }
    const page = [
      { ...at('failed'), id: 'a' },
      { ...at('signed', 'waiting-for-original'), id: 'b' },
      { ...at('signed', 'unclear'), id: 'c' },
      { ...at('approved'), id: 'd' },
    ]
    const held = await allHeldUpBy(documents, 't', page)
    expect([...held]).toEqual(page.slice(0, 3).map((each) => [each.id, holdUpOf(each, each.id === 'b' ? story : [])]))
    await allHeldUpBy(documents, 't', page.slice(2))
    expect(read).toEqual([['a', 'b']])
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
