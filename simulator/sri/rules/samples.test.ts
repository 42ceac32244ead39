import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readXml } from '../../../src/xml/reader.ts'
import { needs, shared } from '../../../test/support/needs.ts'
import { typeOfRoot } from '../document-types.ts'
import { claimsOf } from '../filing.ts'
import { schemaFindings } from '../schema.ts'
import { sriRules } from '../settings.ts'
import { arithmeticFindings } from './arithmetic.ts'

/** What the arithmetic says of a published sample, in words. */
function differencesIn(path: string): readonly (string | undefined)[] {
  const root = readXml(readFileSync(shared(`sri/samples/${path}`)))
  const type = typeOfRoot(root.name)
  if (!type) throw new Error(`${path} is of no type`)
  expect(schemaFindings(root, { discontinued: [] })).toEqual([])
  const { issuer = '', number = '', accessKey = '' } = claimsOf(root)
  const desk = { environment: 'celcer', rules: sriRules({}), knows: () => false, authorised: () => undefined } as const
  const comprobante = { root, type, issuer, number, accessKey, receivedAt: new Date(0), desk }
  return arithmeticFindings(comprobante).map(({ detail }) => detail)
}

test
  .skipIf(!needs('shared'))
  .each([
    'ficha/ficha_factura_subsidio_1.1.0.xml',
    'ficha/ficha_factura_sustitutiva_2.0.0.xml',
    'ficha/ficha_notaCredito_1.1.0.xml',
    'ficha/ficha_liquidacion_1.1.0.xml',
    'ficha/ficha_guia_1.1.0.xml',
    'synthetic/datil_credit-notes_0.xml',
    'synthetic/datil_purchase-settlements_0.xml',
    'synthetic/datil_retentions_2.xml',
  ])('the published sample %s has the right form, and adds up', (path) => expect(differencesIn(path)).toEqual([]))

test.skipIf(!needs('shared')).each([
  {
    why: 'its four amounts of third parties come to 4, and its total counts 5',
    path: 'ficha/ficha_factura_terceros_2.1.0.xml',
    says: ['importeTotal: dice 61, y se calcula 60'],
  },
  {
    why: 'its ICE is neither in the base of the IVA nor in the total',
    path: 'synthetic/datil_debit-notes_0.xml',
    says: ['baseImponible del IVA: dice 0.45, y se calcula 0.61', 'valorTotal: dice 0.5, y se calcula 0.66'],
  },
])('$path does not add up: $why', ({ path, says }) => expect(differencesIn(path)).toEqual(says))
