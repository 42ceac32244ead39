import { expect, test } from 'vitest'
import type { Document } from '../domain/document.ts'
import { wayOnOf } from './way-on.ts'

const of = (standing: object) => ({ id: 'd1', number: 'E310000000001', ...standing }) as Document

test('a rejected document whose number survives is corrected, and told how', () => {
  const way = wayOnOf(of({ state: 'rejected', verdict: { numberSurvives: true } }))
  for (const words of [way?.es, way?.en]) expect(words).toContain('POST /api/v1/documents/d1/correct')
})

test('one whose number is spent needs another number', () => {
  const way = wayOnOf(of({ state: 'rejected', verdict: { numberSurvives: false } }))
  expect(way?.en).toContain('another number')
  expect(way?.en).not.toContain('/correct')
})

test.each(['signed', 'sent', 'approved', 'failed', 'voided'])('nothing is told of one that is %s', (state) => {
  expect(wayOnOf(of({ state }))).toBeUndefined()
})
