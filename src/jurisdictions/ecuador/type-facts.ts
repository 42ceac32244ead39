import type { DocumentType } from '../jurisdiction.ts'

/** A type of comprobante electrónico and what the law makes different about it beyond its format table. */
export interface TypeFacts extends DocumentType {
  /** Its root element. */
  readonly root: string
  /** The element after `infoTributaria`, which says what the document is about. */
  readonly info: string
  /** The newest version of its format. */
  readonly version: string
  /** The field of {@link info} whose date the clave de acceso carries. */
  readonly dateField: 'fechaEmision' | 'fechaIniTransporte'
  /** The other party's word in the fields of {@link info}, as in `razonSocialComprador`; undefined when no single one is there. */
  readonly party: 'Comprador' | 'Proveedor' | 'SujetoRetenido' | undefined
  /** The field of {@link info} that holds the total; undefined when there is none. */
  readonly totalField: 'importeTotal' | 'valorModificacion' | 'valorTotal' | undefined
  /** A note that modifies another document. */
  readonly isNote: boolean
  /** True where the buyer may be the final consumer (identification type 07), who has no name. */
  readonly takesFinalConsumer: boolean
}

/**
 * The six types of comprobante.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 3; XSD of each type
 */
export const TYPE_FACTS: readonly TypeFacts[] = [
  {
    code: '01',
    name: { es: 'Factura', en: 'Invoice' },
    root: 'factura',
    info: 'infoFactura',
    version: '2.1.0',
    lines: 'priced',
    dateField: 'fechaEmision',
    party: 'Comprador',
    totalField: 'importeTotal',
    isNote: false,
    takesFinalConsumer: true,
  },
  {
    code: '03',
    name: {
      es: 'Liquidación de compra de bienes y prestación de servicios',
      en: 'Settlement of a purchase of goods or services',
    },
    root: 'liquidacionCompra',
    info: 'infoLiquidacionCompra',
    version: '1.1.0',
    lines: 'priced',
    dateField: 'fechaEmision',
    party: 'Proveedor',
    totalField: 'importeTotal',
    isNote: false,
    takesFinalConsumer: false,
  },
  {
    code: '04',
    name: { es: 'Nota de crédito', en: 'Credit note' },
    root: 'notaCredito',
    info: 'infoNotaCredito',
    version: '1.1.0',
    lines: 'priced',
    dateField: 'fechaEmision',
    party: 'Comprador',
    totalField: 'valorModificacion',
    isNote: true,
    takesFinalConsumer: false,
  },
  {
    code: '05',
    name: { es: 'Nota de débito', en: 'Debit note' },
    root: 'notaDebito',
    info: 'infoNotaDebito',
    version: '1.0.0',
    lines: 'priced',
    dateField: 'fechaEmision',
    party: 'Comprador',
    totalField: 'valorTotal',
    isNote: true,
    takesFinalConsumer: false,
  },
  {
    code: '06',
    name: { es: 'Guía de remisión', en: 'Waybill' },
    root: 'guiaRemision',
    info: 'infoGuiaRemision',
    version: '1.1.0',
    lines: 'free',
    dateField: 'fechaIniTransporte',
    party: undefined,
    totalField: undefined,
    isNote: false,
    takesFinalConsumer: false,
  },
  {
    code: '07',
    name: { es: 'Comprobante de retención', en: 'Withholding receipt' },
    root: 'comprobanteRetencion',
    info: 'infoCompRetencion',
    version: '2.0.0',
    lines: 'free',
    dateField: 'fechaEmision',
    party: 'SujetoRetenido',
    totalField: undefined,
    isNote: false,
    takesFinalConsumer: false,
  },
]

/** The type with this code; undefined when there is none. */
export function typeFactsOf(code: string): TypeFacts | undefined {
  return BY_CODE.get(code)
}

const BY_CODE: ReadonlyMap<string, TypeFacts> = new Map(TYPE_FACTS.map((each) => [each.code, each]))
