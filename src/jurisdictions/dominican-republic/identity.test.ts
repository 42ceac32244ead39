import { describe, expect, test } from 'vitest'
import { identityOf, taxIdOf, taxIdText } from './identity.ts'

describe('taxIdOf', () => {
  test.each([
    ['131880681', 'rnc', '131880681', true],
    ['1-01-01063-2', 'rnc', '101010632', true],
    [' 101 010 632 ', 'rnc', '101010632', true],
    ['131880682', 'rnc', '131880682', false],
    ['999999992', 'rnc', '999999992', true],
    ['001-0000000-9', 'cedula', '00100000009', true],
    ['00100000008', 'cedula', '00100000008', false],
  ])('reads %s', (text, kind, digits, checks) => expect(taxIdOf(text)).toEqual({ kind, digits, checks }))

  test.each(['', '12345678', '1234567890', '123456789012', 'A31880681', '１３１８８０６８１', '131880681\n0'])(
    'refuses %j',
    (text) => expect(taxIdOf(text)).toBeUndefined(),
  )

  test.each([
    { number: '131880681', kind: 'RNC', name: 'taxId' },
    { number: 'whatever', kind: 'Cédula', name: 'taxId' },
    { number: '00100000009', kind: 'CEDULA ', name: 'taxId' },
    { number: '131880681', kind: 'Pasaporte', name: 'foreignId' },
    { number: '1-31-88068-1', kind: undefined, name: 'taxId' },
    { number: '001-0000000-9', kind: undefined, name: 'taxId' },
    { number: 'P-881 2345', kind: undefined, name: 'foreignId' },
  ])('$number called $kind is a $name', ({ number, kind, name }) => {
    expect(identityOf(number, kind)).toEqual({ [name]: number })
  })

  test('leaves a text that is no tax id as it is', () => expect(taxIdText('P-881 2345')).toBe('P-881 2345'))
})
