import { expect, test } from 'vitest'
import { soundFigures } from './sound-figures.ts'

const PROBLEMS = ['lines[1].amount', 'lines[10].amount', 'totals.tax'].map((field) => ({ field }))
const left = (...unread: string[]) => soundFigures(PROBLEMS, unread).map(({ field }) => field)

test.each([
  { unread: [], expected: ['lines[1].amount', 'lines[10].amount', 'totals.tax'] },
  { unread: ['lines[1].price'], expected: ['lines[10].amount'] },
  { unread: ['lines[10]'], expected: ['lines[1].amount'] },
  { unread: ['totals.total'], expected: ['lines[1].amount', 'lines[10].amount'] },
  { unread: ['lines'], expected: [] },
])('without $unread, $expected can be said', ({ unread, expected }) => expect(left(...unread)).toEqual(expected))
