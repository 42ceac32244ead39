/** A document as a tree: texts, groups, and lists of what repeats. `undefined` leaves out. */
export interface Tree {
  readonly [name: string]: Value | undefined
}
/** What stands under a name. */
export type Value = string | Tree | readonly (string | Tree)[]

/** Names of the six documents here. */
export type Kind =
  'factura' | 'liquidacionCompra' | 'notaCredito' | 'notaDebito' | 'guiaRemision' | 'comprobanteRetencion'

/** RUC of the taxpayer of the tests. */
export const ISSUER = '1790012345001'
/** A RUC and a cédula to sell to; the second has a right check digit. */
export const BUYER_RUC = '1760013210001'
export const BUYER_CEDULA = '1710034065'

/** The number of a document that was not given one. */
export const NUMBER = '001-001-000000001'

const DATE = '01/12/2026'
const IVA = { codigo: '2', codigoPorcentaje: '4', baseImponible: '100.00', valor: '15.00' }
const LINE_IVA = { codigo: '2', codigoPorcentaje: '4', tarifa: '15', baseImponible: '100.00', valor: '15.00' }
const LINE = {
  descripcion: 'Servicio',
  cantidad: '2',
  precioUnitario: '50.00',
  descuento: '0.00',
  precioTotalSinImpuesto: '100.00',
  impuestos: { impuesto: [LINE_IVA] },
}
const BUYER = {
  tipoIdentificacionComprador: '04',
  razonSocialComprador: 'COMPRADOR DE PRUEBA',
  identificacionComprador: BUYER_RUC,
}
const MODIFIED = { codDocModificado: '01', numDocModificado: NUMBER, fechaEmisionDocSustento: DATE }
const PAID = { pagos: { pago: [{ formaPago: '20', total: '115.00' }] } }
const SUMMED = { totalConImpuestos: { totalImpuesto: [IVA] } }

/** A sound document of a kind, without its tax information. */
interface SoundDocument {
  readonly version: string
  readonly codDoc: string
  readonly body: Tree
}

/** A sound document of each kind, of USD 100.00 and 15 % of IVA. */
export const SOUND_DOCUMENTS: Readonly<Record<Kind, SoundDocument>> = {
  factura: {
    version: '2.1.0',
    codDoc: '01',
    body: {
      infoFactura: {
        fechaEmision: DATE,
        ...BUYER,
        totalSinImpuestos: '100.00',
        totalDescuento: '0.00',
        ...SUMMED,
        propina: '0.00',
        importeTotal: '115.00',
        moneda: 'DOLAR',
        ...PAID,
      },
      detalles: { detalle: [LINE] },
    },
  },
  liquidacionCompra: {
    version: '1.1.0',
    codDoc: '03',
    body: {
      infoLiquidacionCompra: {
        fechaEmision: DATE,
        tipoIdentificacionProveedor: '05',
        razonSocialProveedor: 'PROVEEDOR DE PRUEBA',
        identificacionProveedor: BUYER_CEDULA,
        totalSinImpuestos: '100.00',
        totalDescuento: '0.00',
        ...SUMMED,
        importeTotal: '115.00',
        ...PAID,
      },
      detalles: { detalle: [LINE] },
    },
  },
  notaCredito: {
    version: '1.1.0',
    codDoc: '04',
    body: {
      infoNotaCredito: {
        fechaEmision: DATE,
        ...BUYER,
        ...MODIFIED,
        totalSinImpuestos: '100.00',
        valorModificacion: '115.00',
        ...SUMMED,
        motivo: 'Devolución',
      },
      detalles: { detalle: [LINE] },
    },
  },
  notaDebito: {
    version: '1.0.0',
    codDoc: '05',
    body: {
      infoNotaDebito: {
        fechaEmision: DATE,
        ...BUYER,
        ...MODIFIED,
        totalSinImpuestos: '100.00',
        impuestos: { impuesto: [LINE_IVA] },
        valorTotal: '115.00',
        pagos: [PAID.pagos],
      },
      motivos: { motivo: [{ razon: 'Interés', valor: '100.00' }] },
    },
  },
  guiaRemision: {
    version: '1.1.0',
    codDoc: '06',
    body: {
      infoGuiaRemision: {
        dirPartida: 'Quito',
        razonSocialTransportista: 'TRANSPORTES DE PRUEBA',
        tipoIdentificacionTransportista: '04',
        rucTransportista: BUYER_RUC,
        fechaIniTransporte: DATE,
        fechaFinTransporte: '02/12/2026',
        placa: 'PBA0001',
      },
      destinatarios: {
        destinatario: [
          {
            identificacionDestinatario: BUYER_RUC,
            razonSocialDestinatario: 'DESTINATARIO DE PRUEBA',
            dirDestinatario: 'Guayaquil',
            motivoTraslado: 'Venta',
            detalles: { detalle: [{ descripcion: 'Cajas', cantidad: '10' }] },
          },
        ],
      },
    },
  },
  comprobanteRetencion: {
    version: '2.0.0',
    codDoc: '07',
    body: {
      infoCompRetencion: {
        fechaEmision: DATE,
        tipoIdentificacionSujetoRetenido: '04',
        parteRel: 'NO',
        razonSocialSujetoRetenido: 'PROVEEDOR DE PRUEBA',
        identificacionSujetoRetenido: BUYER_RUC,
        periodoFiscal: '12/2026',
      },
      docsSustento: {
        docSustento: [
          {
            codSustento: '01',
            codDocSustento: '01',
            numDocSustento: '001001000000001',
            fechaEmisionDocSustento: DATE,
            pagoLocExt: '01',
            totalSinImpuestos: '100.00',
            importeTotal: '115.00',
            impuestosDocSustento: {
              impuestoDocSustento: [
                {
                  codImpuestoDocSustento: '2',
                  codigoPorcentaje: '4',
                  baseImponible: '100.00',
                  tarifa: '15',
                  valorImpuesto: '15.00',
                },
              ],
            },
            retenciones: {
              retencion: [
                {
                  codigo: '2',
                  codigoRetencion: '1',
                  baseImponible: '15.00',
                  porcentajeRetener: '30',
                  valorRetenido: '4.50',
                },
                {
                  codigo: '1',
                  codigoRetencion: '312',
                  baseImponible: '100.00',
                  porcentajeRetener: '2',
                  valorRetenido: '2.00',
                },
              ],
            },
            ...PAID,
          },
        ],
      },
    },
  },
}
