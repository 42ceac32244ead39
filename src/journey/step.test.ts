import { describe, expect, test } from 'vitest'
import { TestClock } from '../../test/support/clock.ts'
import type { Document } from '../domain/document.ts'
import { Refusal } from '../domain/refusal.ts'
import type { WorkItem } from '../ports/work.ts'
import { type StepParts, untilUnsealed } from './step.ts'

const clock = new TestClock()
const parts = { clock, chance: { fraction: () => 0 } } as unknown as StepParts
const refusal = new Refusal('cannot-unseal', { es: 'Falta la clave.', en: 'The key is missing.' })
const item = (given: Partial<WorkItem> = {}) => ({ step: 'submit', tries: 0, interrupted: false, ...given }) as WorkItem
const document = (given: Partial<Document> = {}) => ({ state: 'signed', ...given }) as Document

describe('a step whose key cannot be opened', () => {
  test('is tried again later, says so in both languages, and fails nothing', () => {
    const { lane, settlement } = untilUnsealed(parts, item(), document(), refusal)
    expect(lane).toBe('untouched')
    expect(settlement).toMatchObject({
      state: 'signed',
      condition: undefined,
      reason: 'The key is missing.',
      event: { kind: 'key-missing', detail: { code: 'cannot-unseal', words: { es: 'Falta la clave.' } } },
      next: { step: 'submit', tries: 1, runAt: new Date(clock.now().getTime() + 30_000) },
    })
  })

  test('is told once in the timeline', () => {
    const before = document({ reason: 'The key is missing.' })
    expect(untilUnsealed(parts, item({ tries: 4 }), before, refusal).settlement.event).toBeUndefined()
  })

  test('is looked up before anything is sent again, when it may have been sent', () => {
    expect(untilUnsealed(parts, item({ interrupted: true }), document(), refusal).settlement).toMatchObject({
      condition: 'unclear',
      next: { step: 'look' },
    })
    const sent = document({ state: 'sent' })
    expect(untilUnsealed(parts, item({ step: 'track', interrupted: true }), sent, refusal).settlement).toMatchObject({
      state: 'sent',
      event: { kind: 'key-missing' },
      next: { step: 'track' },
    })
  })
})
