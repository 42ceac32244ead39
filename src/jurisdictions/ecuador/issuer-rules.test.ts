import { expect, test } from 'vitest'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { issuerRules } from './issuer-rules.ts'

const faults = (change: object) =>
  issuerRules
    .check({ ...EXAMPLE_CONTEXT.issuer, taxId: '1760013210001', ...change })
    .map(({ code, path, severity }) => `${severity} ${code} ${path}`)

test('an issuer that is complete has no fault', () => expect(faults({})).toEqual([]))

test('a RUC without a check digit, as SRI gives companies now, only warns', () => {
  expect(faults({ taxId: '1793213150001' })).toEqual(['warning issuer-check-digit taxId'])
})

test.each<[object, string]>([
  [{ taxId: '123' }, 'error field-pattern taxId'],
  [{ taxId: '1760013210002' }, 'error field-pattern taxId'],
  [{ taxId: '2560013210001' }, 'error issuer-ruc taxId'],
  [{ taxId: '1780013210001' }, 'error issuer-ruc taxId'],
  [{ name: ' ' }, 'error field-missing name'],
  [{ name: 'x'.repeat(301) }, 'error field-too-long name'],
  [{ address: undefined }, 'error field-missing address'],
  [{ address: 'Quito\nEcuador' }, 'error field-pattern address'],
  [{ settings: { rimpe: 'otro' } }, 'error issuer-settings settings.rimpe'],
  [
    { settings: { establishments: [{ code: '001' }, { code: '001' }] } },
    'error issuer-establishment-repeats settings.establishments.1.code',
  ],
])('an issuer with %j is told so', (change, fault) => expect(faults(change)).toContain(fault))
