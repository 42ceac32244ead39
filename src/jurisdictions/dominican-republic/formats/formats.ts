import type { ElementFormat, Format } from '../../format/format.ts'
import { ACECF } from './acecf.ts'
import { ADJUSTMENTS } from './adjustments.ts'
import { ANECF } from './anecf.ts'
import { ARECF } from './arecf.ts'
import { BUYER } from './buyer.ts'
import { version } from './code-types.ts'
import { ID_DOC } from './id-doc.ts'
import { ISSUER } from './issuer.ts'
import { ITEMS } from './items.ts'
import { OTHER_CURRENCY } from './other-currency.ts'
import { PAGES } from './pages.ts'
import { REFERENCE } from './reference.ts'
import { RFCE } from './rfce.ts'
import { SEED } from './seed.ts'
import { SHIPPING } from './shipping.ts'
import { SUBTOTALS } from './subtotals.ts'
import { E_CF_TYPES, elementOf, field, group, type ECfType } from './table.ts'
import { fechaHora } from './text-types.ts'
import { TOTALS } from './totals.ts'
import { TRANSPORT } from './transport.ts'

/**
 * Every field of the ten types of e-CF, in one table.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025); XSD e-CF v1.0
 */
export const E_CF = group('ECF', 'RRRRRRRRRR', [
  group('Encabezado', 'RRRRRRRRRR', [
    field('Version', version, 'RRRRRRRRRR', '1111111111'),
    ID_DOC,
    ISSUER,
    BUYER,
    SHIPPING,
    TRANSPORT,
    TOTALS,
    OTHER_CURRENCY,
  ]),
  ITEMS,
  SUBTOTALS,
  ADJUSTMENTS,
  PAGES,
  REFERENCE,
  field('FechaHoraFirma', fechaHora, 'RRRRRRRRRR'),
])

/** The formats of the ten types, in the order of {@link E_CF_TYPES}. */
export const E_CF_FORMATS: readonly Format[] = E_CF_TYPES.map((type) => ({
  code: type,
  version: '1.0',
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  root: rootOf(type),
}))

export { ACECF, ANECF, ARECF, E_CF_TYPES, RFCE, SEED }

/** The format of a type of e-CF, such as `31`; undefined when there is no such type. */
export function formatOf(type: string): Format | undefined {
  return BY_TYPE.get(type)
}

const BY_TYPE: ReadonlyMap<string, Format> = new Map(E_CF_FORMATS.map((format) => [format.code, format]))

function rootOf(type: ECfType): ElementFormat {
  const root = elementOf(E_CF, type)
  if (!root) throw new Error(`no e-CF of type ${type}`)
  return root
}
