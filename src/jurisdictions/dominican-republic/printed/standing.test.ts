import { describe, expect, test } from 'vitest'
import { printableOf } from '../../../../test/support/dominican-printables.ts'
import type { Document, DocumentState, Verdict } from '../../../domain/document.ts'
import type { Ambiente } from '../wire/environments.ts'
import { standingOf } from './standing.ts'

const STATES: readonly DocumentState[] = ['signed', 'sent', 'approved', 'conditional', 'rejected', 'failed', 'voided']
const TEST = 'DOCUMENTO DE PRUEBA — SIN VALIDEZ FISCAL'

function standing(state: DocumentState, ambiente: Ambiente = 'ecf', type = '31') {
  const xml = `<RNCEmisor>1</RNCEmisor><TipoeCF>${type}</TipoeCF><eNCF>E${type}</eNCF><MontoTotal>1.00</MontoTotal>`
  const judged: Partial<Document> = state === 'rejected' || state === 'conditional' ? { verdict: verdict(state) } : {}
  return standingOf(printableOf(xml, { state, ...judged }, ambiente).document)
}

function verdict(outcome: Verdict['outcome']): Verdict {
  const messages = [
    { code: '176', text: 'Falta el indicador', severity: 'error' as const },
    { code: '', text: 'Revise', severity: 'warning' as const },
  ]
  return { outcome, messages, numberSurvives: false, decidedAt: '2026-11-15T14:31:00.000Z' }
}

describe('standingOf', () => {
  test('says nothing of an accepted document, and says plainly what any other lacks', () => {
    expect(Object.fromEntries(STATES.map((state) => [state, standing(state)?.tone]))).toEqual({
      signed: 'pending',
      sent: 'pending',
      approved: undefined,
      conditional: 'conditional',
      rejected: 'rejected',
      failed: 'failed',
      voided: 'voided',
    })
    expect(standing('sent')?.text).toBe('Pendiente de validación por la DGII')
    expect(standing('sent')?.detail).toContain('No válido para crédito fiscal hasta que la DGII lo acepte.')
  })

  test("carries the authority's messages as they came", () => {
    expect(standing('conditional')).toMatchObject({ detail: '176: Falta el indicador · Revise' })
    expect(standing('rejected')).toMatchObject({
      text: 'RECHAZADO POR LA DGII',
      detail: 'No válido para crédito fiscal. 176: Falta el indicador · Revise',
    })
  })

  test("speaks of no fiscal credit on a consumer's invoice", () => {
    for (const state of STATES) expect(standing(state, 'ecf', '32')?.detail ?? '').not.toMatch(/crédito fiscal/)
  })

  test('says in testecf that it is a test, whatever else it says', () => {
    for (const state of STATES) {
      const { text, detail = '' } = standing(state, 'testecf')!
      expect(`${text} ${detail}`).toMatch(/documento de prueba.*sin validez fiscal/i)
    }
    expect(standing('approved', 'testecf')).toEqual({ tone: 'test', text: TEST, detail: undefined })
    expect(standing('sent', 'testecf')?.tone).toBe('test')
    expect(standing('sent', 'testecf')?.detail).toMatch(/^Pendiente de/)
    expect(standing('rejected', 'testecf')).toMatchObject({ tone: 'rejected', text: 'RECHAZADO POR LA DGII' })
  })

  test('leaves the test banner off in certecf, where DGII looks at printed documents', () => {
    for (const state of STATES) expect(standing(state, 'certecf')).toEqual(standing(state))
    expect(standing('approved', 'certecf', '32')).toBeUndefined()
  })
})
