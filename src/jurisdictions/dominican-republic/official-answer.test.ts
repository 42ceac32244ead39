import { expect, test } from 'vitest'
import type { Verdict } from '../../domain/document.ts'
import { officialAnswer, trackIdOf } from './official-answer.ts'

const verdict: Verdict = {
  outcome: 'rejected',
  messages: [
    { code: '145', text: 'Secuencia vencida.', severity: 'error' },
    { code: '2', text: 'Otra cosa.', severity: 'error' },
  ],
  numberSurvives: false,
  decidedAt: '2026-11-21T12:00:00.000Z',
}

test.each([
  ['failed', undefined, { codigo: '3', estado: 'En Proceso', mensaje: 'La factura está en proceso' }],
  ['voided', undefined, { codigo: '2', estado: 'Rechazado', mensaje: 'La factura fue rechazada' }],
  ['rejected', verdict, { codigo: '2', estado: 'Rechazado', mensaje: '145: Secuencia vencida.; 2: Otra cosa.' }],
  ['approved', { ...verdict, messages: [] }, { codigo: '1', estado: 'Aceptado', mensaje: 'La factura fue aceptada' }],
] as const)('of a document that is %s DGII says what it says itself', (state, decided, answer) =>
  expect(officialAnswer({ state, verdict: decided })).toEqual(answer),
)

test.each([
  ['a0b1', 'a0b1'],
  ['secuencia-utilizada', undefined],
])('a receipt %s leads to %s', (id, trackId) =>
  expect(trackIdOf({ receipt: { id, receivedAt: '2026-11-21T12:00:00.000Z' } })).toBe(trackId),
)
