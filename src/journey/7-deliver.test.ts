import { describe, expect, test } from 'vitest'
import type { CalendarDate } from '../domain/calendar.ts'
import type { DocumentState } from '../domain/document.ts'
import type { CommittedEvent } from '../ports/feed.ts'
import { publicEvents } from './7-deliver.ts'

function event(changes: Partial<CommittedEvent> = {}): CommittedEvent {
  return {
    tenantId: 't',
    documentId: 'd',
    hash: 'h',
    sequence: 2,
    at: '2026-11-21T12:00:00.000Z',
    kind: 'sent',
    from: 'signed',
    to: 'sent',
    detail: {},
    told: 2,
    document: {
      environment: 'sandbox',
      jurisdiction: 'do',
      type: '31',
      number: 'E310000000001',
      externalId: undefined,
      issuerId: 'i',
      issuerTaxId: '999999992',
      revision: 1,
      issueDate: '2026-11-21' as CalendarDate,
      currency: 'DOP',
      total: '118.00',
      buyerTaxId: undefined,
      buyerName: undefined,
      verdict: undefined,
    },
    ...changes,
  }
}

const change = (kind: string, from: DocumentState | undefined, to: DocumentState, sequence = 5) =>
  event({ kind, from, to, sequence, hash: `${kind} ${sequence}` })

describe('publicEvents', () => {
  test.each([
    { why: 'the first signature', event: change('signed', undefined, 'signed', 1), types: ['received', 'signed'] },
    { why: 'a correction', event: change('corrected', 'rejected', 'signed'), types: ['signed'] },
    { why: 'a receipt', event: change('sent', 'signed', 'sent'), types: ['sent'] },
    { why: 'found at the authority', event: change('found', 'signed', 'sent'), types: ['sent'] },
    { why: 'a verdict', event: change('approved', 'sent', 'approved'), types: ['approved'] },
    { why: 'a verdict at once', event: change('conditional', 'signed', 'conditional'), types: ['conditional'] },
    { why: 'a rejection', event: change('rejected', 'sent', 'rejected'), types: ['rejected'] },
    { why: 'a failure of any kind', event: change('cannot-send', 'signed', 'failed'), types: ['failed'] },
    { why: 'a number given up', event: change('voided', 'rejected', 'voided'), types: ['voided'] },
    { why: 'a mail delivered', event: change('delivered', 'approved', 'approved'), types: ['delivered'] },
    { why: 'an unclear answer', event: change('sent-unclear', 'signed', 'signed'), types: [] },
    { why: 'never seen by the authority', event: change('not-found', 'sent', 'signed'), types: [] },
    { why: 'a failed document taken up again', event: change('retried', 'failed', 'signed'), types: [] },
    { why: 'a deadline near', event: change('deadline-near', 'sent', 'sent'), types: [] },
  ])('$why tells $types', ({ event: happened, types }) => {
    expect(publicEvents([happened]).map(({ type }) => type)).toEqual(types.map((type) => `document.${type}`))
  })

  test('counts the events of each document on from those that were told, whatever comes between', () => {
    const other = (happened: CommittedEvent): CommittedEvent => ({ ...happened, documentId: 'other', told: 0 })
    const events = publicEvents([
      change('sent', 'signed', 'sent', 2),
      other(change('signed', undefined, 'signed', 1)),
      change('deadline-near', 'sent', 'sent', 3),
      change('approved', 'sent', 'approved', 4),
    ])
    expect(events.map(({ documentId, order }) => `${documentId} ${order}`)).toEqual([
      'd 3',
      'other 1',
      'other 2',
      'd 4',
    ])
  })

  test('gives what happened the same id whenever it is told, and each event one of its own', () => {
    const happened = [change('signed', undefined, 'signed', 1), change('sent', 'signed', 'sent', 2)]
    const ids = publicEvents(happened).map(({ id }) => id)
    expect(publicEvents(happened).map(({ id }) => id)).toEqual(ids)
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('a rejection carries the codes and the words of the authority, within bounds', () => {
    const messages = Array.from({ length: 60 }, (_, index) => ({
      code: String(index),
      text: `${'x'.repeat(499)}\u{1F600}`,
      severity: 'error' as const,
    }))
    const verdict = { outcome: 'rejected' as const, messages, numberSurvives: true, decidedAt: '2026-11-21T12:00:00Z' }
    const rejected = change('rejected', 'sent', 'rejected')
    const detail = { codes: ['1', '2'], numberSurvives: true }
    const [told] = publicEvents([{ ...rejected, detail, document: { ...rejected.document, verdict } }])
    expect(told?.data).toMatchObject({ codes: ['1', '2'], numberSurvives: true })
    const texts = (told?.data.messages as { text: string }[]).map(({ text }) => text)
    expect(texts).toHaveLength(20)
    expect(texts.every((text) => text.length <= 500 && text.isWellFormed())).toBe(true)
  })
})
