import type { Catalog } from '../../jurisdiction.ts'

/**
 * codDocSustento, codDocModificado and codDocReembolso: the document that another rests on.
 *
 * @source SRI, catálogo del ATS, table 4
 */
export const SUPPORT_DOCUMENT_TYPES: Catalog = {
  name: 'support-document-types',
  title: { es: 'Tipos de documento de sustento', en: 'Types of support document' },
  source: 'SRI, catálogo del ATS, table 4',
  entries: [
    { code: '01', name: 'Factura' },
    { code: '02', name: 'Nota o boleta de venta' },
    { code: '03', name: 'Liquidación de compra' },
    { code: '04', name: 'Nota de crédito' },
    { code: '05', name: 'Nota de débito' },
    { code: '06', name: 'Guía de remisión' },
    { code: '07', name: 'Comprobante de retención' },
    { code: '08', name: 'Boletos o entradas a espectáculos públicos' },
    { code: '09', name: 'Tiquetes o vales de máquinas registradoras' },
    { code: '11', name: 'Pasajes de aviación' },
    { code: '12', name: 'Documentos de instituciones financieras' },
    { code: '15', name: 'Comprobante de venta emitido en el exterior' },
    { code: '16', name: 'FUE / DAU / DAV' },
    { code: '18', name: 'Documentos autorizados utilizados en ventas excepto NC ND' },
    { code: '19', name: 'Comprobantes de pago de cuotas o aportes' },
    { code: '20', name: 'Documentos por servicios administrativos de inst. del Estado' },
    { code: '21', name: 'Carta de porte aéreo' },
    { code: '22', name: 'RECAP' },
    { code: '23', name: 'Nota de crédito TC' },
    { code: '24', name: 'Nota de débito TC' },
    { code: '41', name: 'Comprobante de venta emitido por reembolso' },
    {
      code: '42',
      name: 'Documento retención presuntiva y retención emitida por propio vendedor o intermediario (autorretención)',
    },
    { code: '43', name: 'Liquidación para explotación y exploración de hidrocarburos' },
    { code: '44', name: 'Comprobante de contribuciones y aportes' },
    { code: '45', name: 'Liquidación de medicina prepagada / reclamos de aseguradoras' },
    { code: '47', name: 'NC por reembolso emitida por intermediario' },
    { code: '48', name: 'ND por reembolso emitida por intermediario' },
    { code: '49', name: 'Proveedor directo de exportador bajo régimen especial' },
    { code: '50', name: 'A inst. Estado y empresas públicas que perciben ingreso exento de IR' },
    { code: '51', name: 'NC a inst. Estado (50)' },
    { code: '52', name: 'ND a inst. Estado (50)' },
    { code: '294', name: 'Liquidación de compra de bienes muebles usados' },
    { code: '344', name: 'Liquidación de compra de vehículos usados' },
    { code: '364', name: 'Acta entrega-recepción PET' },
    { code: '370', name: 'Factura operadora transporte / socio' },
    { code: '371', name: 'Comprobante socio a operadora de transporte' },
    { code: '372', name: 'NC operadora transporte / socio' },
    { code: '373', name: 'ND operadora transporte / socio' },
  ],
}

/** Whether SRI knows this type of support document. */
export function isSupportDocumentType(code: string): boolean {
  return CODES.has(code)
}

const CODES: ReadonlySet<string> = new Set(SUPPORT_DOCUMENT_TYPES.entries.map((entry) => entry.code))
