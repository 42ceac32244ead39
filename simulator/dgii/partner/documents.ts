import { ACECF } from '../../../src/jurisdictions/dominican-republic/formats/acecf.ts'
import { ARECF } from '../../../src/jurisdictions/dominican-republic/formats/arecf.ts'
import { formatOf } from '../../../src/jurisdictions/dominican-republic/formats/formats.ts'
import { writeXml } from '../../../src/jurisdictions/format/write.ts'
import { officialTime } from '../clock.ts'

/** What the partner sends is as small as an e-CF of its type can be: one line of DOP 1,000.00. */
export interface PartnerInvoice {
  readonly type: PartnerType
  readonly number: string
  readonly issuer: { readonly rnc: string; readonly nombre: string }
  readonly buyerRnc: string
  readonly at: Date
  /** The e-CF that a note modifies. */
  readonly original: { readonly number: string; readonly date: string } | undefined
}

/** The types that are sent to other taxpayers. @source DGII, Descripción técnica v1.6 (2023), "Simulador emisor–receptor" */
export const PARTNER_TYPES = ['31', '33', '34', '44'] as const
export type PartnerType = (typeof PARTNER_TYPES)[number]

/** The unsigned e-CF, in canonical form. */
export function partnerInvoice({ type, number, issuer, buyerRnc, at, original }: PartnerInvoice): string {
  const format = formatOf(type)
  if (!format) throw new Error(`no format of type ${type}`)
  const today = officialTime(at).slice(0, 10)
  const isTaxed = type !== '44'
  return writeXml(format, {
    Encabezado: {
      Version: '1.0',
      IdDoc: {
        TipoeCF: type,
        eNCF: number,
        IndicadorNotaCredito: type === '34' ? '0' : undefined,
        FechaVencimientoSecuencia: type === '34' ? undefined : `31-12-${Number(today.slice(6)) + 1}`,
        IndicadorMontoGravado: isTaxed ? '0' : undefined,
        TipoIngresos: '01',
        TipoPago: '1',
      },
      Emisor: {
        RNCEmisor: issuer.rnc,
        RazonSocialEmisor: issuer.nombre,
        DireccionEmisor: 'AV. MÉXICO 48, SANTO DOMINGO',
        FechaEmision: today,
      },
      Comprador: { RNCComprador: buyerRnc, RazonSocialComprador: `CONTRIBUYENTE ${buyerRnc}` },
      Totales: isTaxed ? TAXED : { MontoExento: '1000.00', MontoTotal: '1000.00' },
    },
    DetallesItems: { Item: [{ ...LINE, IndicadorFacturacion: isTaxed ? '1' : '4' }] },
    InformacionReferencia: original && {
      NCFModificado: original.number,
      FechaNCFModificado: original.date,
      CodigoModificacion: '3',
    },
    FechaHoraFirma: officialTime(at),
  })
}

const TAXED = {
  MontoGravadoTotal: '1000.00',
  MontoGravadoI1: '1000.00',
  ITBIS1: '18',
  TotalITBIS: '180.00',
  TotalITBIS1: '180.00',
  MontoTotal: '1180.00',
}

const LINE = {
  NumeroLinea: '1',
  NombreItem: 'SERVICIO DE PRUEBA',
  IndicadorBienoServicio: '2',
  CantidadItem: '1.00',
  PrecioUnitarioItem: '1000.00',
  MontoItem: '1000.00',
}

/** The unsigned acknowledgement of an e-CF that reached the partner; `reason` only when it was not received. */
export function acknowledgement(about: {
  readonly issuer: string
  readonly buyer: string
  readonly number: string
  readonly reason: string | undefined
  readonly at: Date
}): string {
  return writeXml(ARECF, {
    DetalleAcusedeRecibo: {
      Version: '1.0',
      RNCEmisor: about.issuer,
      RNCComprador: about.buyer,
      eNCF: about.number,
      Estado: about.reason === undefined ? '0' : '1',
      CodigoMotivoNoRecibido: about.reason,
      FechaHoraAcuseRecibo: officialTime(about.at),
    },
  })
}

/** The unsigned approval (1) or refusal (2) of an e-CF. */
export function approval(about: {
  readonly issuer: string
  readonly buyer: string
  readonly number: string
  readonly date: string
  readonly total: string
  readonly state: '1' | '2'
  readonly at: Date
}): string {
  return writeXml(ACECF, {
    DetalleAprobacionComercial: {
      Version: '1.0',
      RNCEmisor: about.issuer,
      eNCF: about.number,
      FechaEmision: about.date,
      MontoTotal: about.total,
      RNCComprador: about.buyer,
      Estado: about.state,
      DetalleMotivoRechazo: about.state === '2' ? 'Rechazado a petición, por el simulador.' : undefined,
      FechaHoraAprobacionComercial: officialTime(about.at),
    },
  })
}
