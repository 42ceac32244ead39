/** What tells one official document from another. */
export interface DocumentType {
  /** `codDoc`. */
  readonly code: string
  /** As consultation names it. */
  readonly name: string
  readonly root: string
  /** The group with what is particular to the type. */
  readonly info: string
  /** Path of the date that goes into the access key. */
  readonly date: string
  /** In the group: who receives, by kind of identification and by identification. Undefined for a guía, which has many. */
  readonly receiver?: { readonly kind: string; readonly id: string }
  /** In the group: the document it modifies. */
  readonly isNote?: boolean
}

const BUYER = { kind: 'tipoIdentificacionComprador', id: 'identificacionComprador' }

/**
 * The six documents.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 3, annexes 3 and 17; the date of a guía's key from its samples
 */
const DOCUMENT_TYPES: readonly DocumentType[] = [
  of('01', 'Factura', 'factura', 'infoFactura', { receiver: BUYER }),
  of('03', 'Liquidación de compra de bienes y prestación de servicios', 'liquidacionCompra', 'infoLiquidacionCompra', {
    receiver: { kind: 'tipoIdentificacionProveedor', id: 'identificacionProveedor' },
  }),
  of('04', 'Nota de Crédito', 'notaCredito', 'infoNotaCredito', { receiver: BUYER, isNote: true }),
  of('05', 'Nota de Débito', 'notaDebito', 'infoNotaDebito', { receiver: BUYER, isNote: true }),
  of('06', 'Guía de Remisión', 'guiaRemision', 'infoGuiaRemision', { date: 'infoGuiaRemision.fechaIniTransporte' }),
  of('07', 'Comprobante de Retención', 'comprobanteRetencion', 'infoCompRetencion', {
    receiver: { kind: 'tipoIdentificacionSujetoRetenido', id: 'identificacionSujetoRetenido' },
  }),
]

/** The document with this root element. */
export function typeOfRoot(root: string): DocumentType | undefined {
  return DOCUMENT_TYPES.find((type) => type.root === root)
}

/** The document with this `codDoc`. */
export function typeOfCode(code: string): DocumentType | undefined {
  return DOCUMENT_TYPES.find((type) => type.code === code)
}

function of(code: string, name: string, root: string, info: string, rest: Partial<DocumentType>): DocumentType {
  return { code, name, root, info, date: `${info}.fechaEmision`, ...rest }
}
