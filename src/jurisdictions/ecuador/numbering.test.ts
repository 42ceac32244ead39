import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dashedNumber, documentNumberOf, numbering, plainNumber, seriesAt } from './numbering.ts'
import { TYPE_FACTS } from './type-facts.ts'

const POINT = { estab: '002', ptoEmi: '105' }
const TYPES = TYPE_FACTS.map(({ code }) => code)
const threeDigits = fc.stringMatching(/^\d{3}$/)

describe('the number of a document', () => {
  test('formats and reads back, for every type, emission point and sequence', () => {
    const sequences = fc.bigInt({ min: 1n, max: numbering.lastSequence })
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), threeDigits, threeDigits, sequences, (type, estab, ptoEmi, sequence) => {
        const series = seriesAt(type, { estab, ptoEmi })
        const number = numbering.format(series, sequence)
        expect(number).toMatch(/^\d{3}-\d{3}-\d{9}$/)
        expect(numbering.parse(number, type)).toEqual({ series, sequence })
        expect(numbering.seriesOf(series)).toEqual({ name: series, documentType: type, expires: false })
      }),
    )
  })

  test('is the same with and without dashes, and written in both ways', () => {
    const number = documentNumberOf('002105000000077')
    expect(number).toEqual({ ...POINT, secuencial: '000000077' })
    expect(number && dashedNumber(number)).toBe('002-105-000000077')
    expect(documentNumberOf(' 002-105-000000077 ')).toEqual(number)
    expect(number && plainNumber(number)).toBe('002105000000077')
  })

  test.each(['', '1-1-1', '001-001-000000000', '001-001-0000000001', '0010010000000001', '001-001-00000000A', 'E31'])(
    'refuses %j',
    (text) => expect(numbering.parse(text, '01')).toBeUndefined(),
  )

  test('belongs to a type that exists', () => expect(numbering.parse('001-001-000000001', '02')).toBeUndefined())
})

test.each(['01', '02-001-001', '01-1-1', '01-001-001-1', ''])('%j is no series', (name) =>
  expect(numbering.seriesOf(name)).toBeUndefined(),
)

test('a series opens by itself and never expires', () => {
  expect(numbering.opensByItself).toBe(true)
  expect(numbering.seriesOf('07-001-001')?.expires).toBe(false)
})
