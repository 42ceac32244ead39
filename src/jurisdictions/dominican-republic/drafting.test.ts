import { expect, test } from 'vitest'
import { officialWithholding } from './drafting.ts'

test.each([
  { withheld: {}, amounts: undefined },
  { withheld: { itbis: 18 }, amounts: { MontoITBISRetenido: '18.00' } },
  { withheld: { itbis: '0', isr: '10.5' }, amounts: { MontoITBISRetenido: '0.00', MontoISRRetenido: '10.50' } },
  { withheld: { isr: '1.234' }, amounts: { MontoISRRetenido: '1.234' } },
])('what is withheld of a line has its official names: $withheld', ({ withheld, amounts }) => {
  const block = amounts && { Retencion: { IndicadorAgenteRetencionoPercepcion: '1', ...amounts } }
  expect(officialWithholding(withheld)).toEqual(block)
})
