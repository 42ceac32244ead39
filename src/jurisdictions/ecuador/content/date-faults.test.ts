import { describe, expect, test } from 'vitest'
import { example } from '../../../../test/support/ecuadorian-examples.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Draft } from '../../../domain/draft.ts'
import type { PrepareContext } from '../../jurisdiction.ts'
import { EXAMPLE_CONTEXT } from '../examples/context.ts'
import { prepare } from '../prepare.ts'
import { numberedContent } from '../xml.ts'

const NUMBERED = { number: '001-001-000000007', expiresOn: undefined }
const LATER = new Date('2026-11-18T15:00:00Z')

/** What a correction two days later comes to, of a document that SRI rejected with this code. */
function corrected(draft: Draft, code: string, change: Partial<Draft> = {}) {
  const { document } = prepare(draft, EXAMPLE_CONTEXT)
  const { accessKey } = numberedContent(document!, NUMBERED, EXAMPLE_CONTEXT.now)
  const verdict = {
    outcome: 'rejected',
    messages: [{ code, text: '', severity: 'error' }],
    numberSurvives: true,
    decidedAt: '2026-11-16T15:31:00.000Z',
  } as const
  const context: PrepareContext = {
    ...EXAMPLE_CONTEXT,
    today: '2026-11-18' as CalendarDate,
    now: LATER,
    correcting: { number: NUMBERED.number, stamp: { accessKey, signedAt: '' }, verdict },
  }
  const { document: again, faults } = prepare({ ...draft, ...change }, context)
  const key = again && numberedContent(again, NUMBERED, LATER).accessKey
  return {
    issueDate: again?.issueDate,
    keepsKey: key === accessKey,
    number: key?.slice(24, 39),
    told: faults.map(({ severity, code: fault, path }) => `${severity} ${fault} ${path}`),
  }
}

describe.each(['01-invoice', '03-purchase-settlement', '07-withholding'])(
  'a correction of %s without a date',
  (name) => {
    const draft = example(name)

    test('keeps the day and the clave of a document that was rejected for something else, with a warning', () =>
      expect(corrected(draft, '52')).toMatchObject({
        issueDate: '2026-11-16',
        keepsKey: true,
        told: ['warning issue-date-past issueDate'],
      }))

    test('is of today, under the same number and another clave, when SRI refused the day as late', () =>
      expect(corrected(draft, '65')).toEqual({
        issueDate: '2026-11-18',
        keepsKey: false,
        number: '001001000000007',
        told: [],
      }))

    test.each(['2026-11-16', '2026-11-15', '2026-10-31'])(
      'may not state the day that SRI refused, nor an earlier: %s',
      (issueDate) => expect(corrected(draft, '65', { issueDate }).told).toContain('error issue-date-refused issueDate'),
    )

    test('may state a day after the one that SRI refused', () =>
      expect(corrected(draft, '65', { issueDate: '2026-11-17' }).told).not.toContain(
        'error issue-date-refused issueDate',
      ))
  },
)

test('a correction of a guía starts its transport today when SRI refused the day as late', () => {
  const undated: Partial<Draft> = { ...example('06-waybill') }
  delete undated.issueDate
  expect(corrected(undated as Draft, '65')).toMatchObject({ issueDate: '2026-11-18', keepsKey: false })
})
