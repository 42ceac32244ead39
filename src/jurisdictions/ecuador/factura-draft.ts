import type { CalendarDate } from '../../domain/calendar.ts'
import { present } from '../../domain/present.ts'
import { exactText } from '../content/figures.ts'
import { iceOf } from './catalogs/ice-rates.ts'
import { officialIvaCode } from './catalogs/iva-rates.ts'

/** codigo of IVA. */
export const IVA = '2'
const ICE = '3'

/** Whether it is an ICE that no table has: natively that is a warning, while contracts issue what their catalogs have. */
export function isUnknownIce(code: string, rateCode: string): boolean {
  return code === ICE && iceOf(rateCode) === undefined
}

/** A sale as contracts of facturas commonly tell it. Official codes and figures stand as the client gave them. */
export interface PlainFactura {
  /** RUC. */
  readonly issuer: string
  readonly issueDate: CalendarDate
  readonly establishment: string | undefined
  readonly emissionPoint: string | undefined
  readonly buyer: PlainBuyer
  readonly items: readonly PlainItem[]
  readonly payments: readonly PlainPayment[]
  readonly guiaRemision?: string | undefined
  /** Further official fields of infoFactura. */
  readonly infoFactura?: Readonly<Record<string, string | undefined>>
  /** In the order in which they are to stand. */
  readonly infoAdicional?: readonly { readonly name: string; readonly value: string }[] | undefined
}

export interface PlainBuyer {
  readonly idType: string
  readonly id: string
  readonly name: string
  readonly email?: string | undefined
  readonly address?: string | undefined
}

export interface PlainItem {
  readonly description: string
  readonly quantity: string | number
  readonly unitPrice: string | number
  readonly discount?: string | number | undefined
  readonly mainCode?: string | undefined
  readonly auxiliaryCode?: string | undefined
  readonly taxes: readonly PlainTax[]
}

export interface PlainTax {
  readonly code: string
  readonly rateCode: string
  readonly rate?: string | undefined
  readonly taxableBase?: string | undefined
  readonly taxAmount?: string | undefined
}

export interface PlainPayment {
  readonly method: string
  readonly total?: string | undefined
  readonly term?: number | undefined
  readonly termUnit?: string | undefined
}

/** The sale as a draft of a factura. Figures that can be computed are compared with the client's, and never taken from there. */
export function facturaDraft(sale: PlainFactura): Record<string, unknown> {
  const { issuer, issueDate, buyer, guiaRemision, infoAdicional = [] } = sale
  const { name, email, address } = buyer
  return {
    type: '01',
    issuer,
    issueDate,
    statedFigures: 'checked',
    buyer: present({ name, email, address }),
    lines: sale.items.map((item) => lineOf(item, issueDate)),
    ec: {
      infoTributaria: { estab: sale.establishment, ptoEmi: sale.emissionPoint },
      infoFactura: {
        tipoIdentificacionComprador: buyer.idType,
        identificacionComprador: buyer.id,
        guiaRemision,
        pagos: { pago: sale.payments.map(paymentOf) },
        ...sale.infoFactura,
      },
      infoAdicional:
        infoAdicional.length === 0
          ? undefined
          : { campoAdicional: infoAdicional.map(({ name: field, value }) => ({ '@nombre': field, '#text': value })) },
    },
  }
}

function lineOf(item: PlainItem, date: CalendarDate): Record<string, unknown> {
  const { description: name, quantity, unitPrice, discount, mainCode, auxiliaryCode, taxes } = item
  return present({
    name,
    quantity,
    unitPrice,
    discounts: discount === undefined ? undefined : [{ amount: discount }],
    ec: {
      codigoPrincipal: mainCode,
      codigoAuxiliar: auxiliaryCode,
      impuestos: { impuesto: taxes.map((tax) => taxOf(tax, date)) },
    },
  })
}

function taxOf(
  { code, rateCode, rate, taxableBase, taxAmount }: PlainTax,
  date: CalendarDate,
): Record<string, unknown> {
  return {
    codigo: code,
    codigoPorcentaje: code === IVA ? officialIvaCode(rateCode, date) : rateCode,
    tarifa: rate,
    baseImponible: taxableBase,
    valor: taxAmount,
  }
}

function paymentOf({ method, total, term, termUnit }: PlainPayment): Record<string, unknown> {
  const amount = total === undefined ? undefined : exactText(total)
  return { formaPago: method, total: amount, plazo: term, unidadTiempo: termUnit }
}
