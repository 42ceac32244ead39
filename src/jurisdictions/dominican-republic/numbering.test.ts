import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { E_CF_TYPES } from './formats/formats.ts'
import { eNcfOf, numbering, paperNcfOf } from './numbering.ts'

describe('the e-NCF', () => {
  test('formats and reads back, for every type and sequence', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...E_CF_TYPES),
        fc.bigInt({ min: 1n, max: numbering.lastSequence }),
        (series, sequence) => {
          const number = numbering.format(series, sequence)
          expect(number).toMatch(/^E\d{12}$/)
          expect(numbering.parse(number, series)).toEqual({ series, sequence })
        },
      ),
    )
  })

  test('forgives blanks and a small e', () => expect(eNcfOf(' e310000000001 ')?.number).toBe('E310000000001'))

  test.each(['E300000000001', 'E310000000000', 'E31000000001', 'E3100000000011', 'B0100000001', ''])(
    'refuses %j',
    (text) => expect(numbering.parse(text, '31')).toBeUndefined(),
  )

  test('expires in all types but 32 and 34', () => {
    expect(E_CF_TYPES.filter((type) => !numbering.seriesOf(type)?.expires)).toEqual(['32', '34'])
  })
})

describe('a paper NCF', () => {
  test.each([
    ['B0100000001', 'B', '01'],
    ['A010010010100000001', 'A', undefined],
    ['P010010010100000001', 'P', undefined],
  ])('%s', (number, series, type) => expect(paperNcfOf(number)).toEqual({ number, series, type }))

  test.each(['B010000001', 'A01001001010000001', 'C0100000001', 'E310000000001'])('refuses %s', (text) =>
    expect(paperNcfOf(text)).toBeUndefined(),
  )
})
