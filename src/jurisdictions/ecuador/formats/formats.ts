import type { Format } from '../../format/format.ts'
import { CREDIT_NOTES } from './credit-note.ts'
import { DEBIT_NOTES } from './debit-note.ts'
import { INVOICES } from './invoice.ts'
import { PURCHASE_SETTLEMENTS } from './purchase-settlement.ts'
import { WAYBILLS } from './waybill.ts'
import { WITHHOLDINGS } from './withholding.ts'

export { rootAttributesOf } from './document.ts'

/**
 * Every version of the six types of comprobante, by type, oldest version first.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 3; XSDs of each type and version
 */
export const FORMATS: readonly Format[] = [
  ...INVOICES,
  ...PURCHASE_SETTLEMENTS,
  ...CREDIT_NOTES,
  ...DEBIT_NOTES,
  ...WAYBILLS,
  ...WITHHOLDINGS,
]

/** The format of a type, such as `01`: the version asked for, else the newest. Undefined when there is none. */
export function formatOf(type: string, version?: string): Format | undefined {
  return FORMATS.findLast((format) => format.code === type && (version === undefined || format.version === version))
}

/** The format of a document by its root element and version, such as `factura` and `2.1.0`; undefined when there is none. */
export function formatOfRoot(rootName: string, version: string): Format | undefined {
  return FORMATS.find((format) => format.root.name === rootName && format.version === version)
}
