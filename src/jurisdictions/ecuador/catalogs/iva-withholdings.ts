import type { Catalog, CatalogEntry } from '../../jurisdiction.ts'

/**
 * The withholdings of IVA. The codes do not follow the percentages, and many copies of this table have them wrong: 1 is 30 %,
 * 9 is 10 %.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 20
 */
export const IVA_WITHHOLDINGS: Catalog = {
  name: 'iva-withholdings',
  title: { es: 'Retenciones del IVA', en: 'Withholdings of IVA' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 20',
  entries: [
    { code: '9', name: 'Retención del 10 % del IVA', rate: '10' },
    { code: '10', name: 'Retención del 20 % del IVA', rate: '20' },
    { code: '1', name: 'Retención del 30 % del IVA', rate: '30' },
    { code: '11', name: 'Retención del 50 % del IVA', rate: '50' },
    { code: '2', name: 'Retención del 70 % del IVA', rate: '70' },
    { code: '3', name: 'Retención del 100 % del IVA', rate: '100' },
    { code: '7', name: 'Retención en cero', rate: '0' },
    { code: '8', name: 'No procede retención', rate: '0' },
  ],
}

/** The withholding with this code, `rate` being its percentage of the IVA; undefined when there is none. */
export function ivaWithholdingOf(code: string): IvaWithholding | undefined {
  const entry = BY_CODE.get(code)
  return entry && { code, name: entry.name, rate: entry.rate ?? '0' }
}

/** A withholding of IVA. */
export interface IvaWithholding {
  readonly code: string
  readonly name: string
  readonly rate: string
}

const BY_CODE: ReadonlyMap<string, CatalogEntry> = new Map(IVA_WITHHOLDINGS.entries.map((entry) => [entry.code, entry]))
