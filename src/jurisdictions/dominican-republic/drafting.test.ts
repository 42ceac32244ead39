import { describe, expect, test } from 'vitest'
import { itbisOf, officialWithholding, unstatedRate } from './drafting.ts'
import { dominicanRepublic } from './index.ts'

const typeOf = (code: string) => dominicanRepublic.documentTypes.find((each) => each.code === code)
const EXEMPT = [{ code: 'ITBIS', treatment: 'exempt' }]
const AT = (rate: string | number) => [{ code: 'ITBIS', rate }]

describe('the ITBIS of a line', () => {
  test.each([
    { type: '31', rate: undefined, taxes: AT('18') },
    { type: '31', rate: '0', taxes: AT('0') },
    { type: '31', rate: 'exempt', taxes: EXEMPT },
    { type: '44', rate: undefined, taxes: undefined },
    { type: '46', rate: 'exempt', taxes: undefined },
    { type: '44', rate: 18, taxes: AT(18) },
    // What another document replaces does not say how it is taxed itself.
    { type: '31', original: 'B1400000001', rate: undefined, taxes: AT('18') },
  ])('of a $type that states $rate', ({ type, original, rate, taxes }) => {
    expect(itbisOf(rate, typeOf(type), original)).toEqual(taxes)
  })

  test.each([
    { original: 'E310000000001', taxes: AT('18'), unstated: '18' },
    { original: 'E430000000001', taxes: EXEMPT, unstated: '0' },
    { original: 'e440000000001', taxes: EXEMPT, unstated: '0' },
    { original: 'E460000000001', taxes: AT('0'), unstated: '0' },
    { original: 'E470000000001', taxes: EXEMPT, unstated: '0' },
    { original: 'B1400000001', taxes: EXEMPT, unstated: '0' },
    { original: 'B0100000001', taxes: AT('18'), unstated: '18' },
    { original: 'A010010010100000001', taxes: AT('18'), unstated: '18' },
    { original: undefined, taxes: AT('18'), unstated: '18' },
  ])('of a note over $original that states nothing is its original’s', ({ original, taxes, unstated }) => {
    for (const note of ['33', '34']) {
      expect(itbisOf(undefined, typeOf(note), original)).toEqual(taxes)
      expect(unstatedRate(typeOf(note), original)).toBe(unstated)
    }
  })

  test.each([
    { original: 'E440000000001', rate: '0.00', taxes: EXEMPT },
    { original: 'E460000000001', rate: 'exempt', taxes: AT('0') },
    { original: 'E440000000001', rate: '18', taxes: AT('18') },
    { original: 'E310000000001', rate: '0', taxes: AT('0') },
    { original: 'E310000000001', rate: 'exempt', taxes: EXEMPT },
  ])('of a note over $original that states $rate', ({ original, rate, taxes }) => {
    expect(itbisOf(rate, typeOf('34'), original)).toEqual(taxes)
  })
})

test.each([
  { withheld: {}, amounts: undefined },
  { withheld: { itbis: 18 }, amounts: { MontoITBISRetenido: '18.00' } },
  { withheld: { itbis: '0', isr: '10.5' }, amounts: { MontoITBISRetenido: '0.00', MontoISRRetenido: '10.50' } },
  { withheld: { isr: '1.234' }, amounts: { MontoISRRetenido: '1.234' } },
])('what is withheld of a line has its official names: $withheld', ({ withheld, amounts }) => {
  const block = amounts && { Retencion: { IndicadorAgenteRetencionoPercepcion: '1', ...amounts } }
  expect(officialWithholding(withheld)).toEqual(block)
})
