import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Refusal } from '../../domain/refusal.ts'
import { countryOf } from '../../jurisdictions/country.ts'
import type { CatalogEntry, Jurisdiction } from '../../jurisdictions/jurisdiction.ts'
import type { DoorParts } from '../door.ts'

/** Official tables behind each of the contract's catalogs, with what every entry of a table says besides. */
const TABLES: Readonly<
  Record<string, readonly (readonly [table: string, besides: Readonly<Record<string, string>>])[]>
> = {
  'term-units': [['time-units', {}]],
  'payment-methods': [['payment-methods', {}]],
  'id-types': [['identification-types', {}]],
  'tax-codes': [['taxes', {}]],
  'tax-rates': [
    ['iva-rates', { taxCode: '2' }],
    ['ice-rates', { taxCode: '3' }],
    ['irbpnr-rates', { taxCode: '5' }],
  ],
  'document-types': [['document-types', {}]],
}

/** GET /v1/catalogs/{name}: SRI's tables under the contract's names. */
export const catalogs: FastifyPluginAsyncTypebox<DoorParts> = async (app, { jurisdictions }) => {
  app.get(
    '/v1/catalogs/:name',
    { schema: { hide: true, params: Type.Object({ name: Type.String() }) } },
    async ({ params: { name } }) => {
      const tables = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined
      if (!tables)
        throw new Refusal('not-found', `There is no such catalog. Catalogs: ${Object.keys(TABLES).join(', ')}`)
      const items = tables.flatMap(([table, besides]) =>
        entriesOf(jurisdictions, table).map((entry) => ({ ...besides, ...entry })),
      )
      return { ok: true, catalog: name, items }
    },
  )
}

function entriesOf(jurisdictions: readonly Jurisdiction[], table: string): readonly CatalogEntry[] {
  return countryOf(jurisdictions, 'ec').catalogs.find(({ name }) => name === table)?.entries ?? []
}
