import { calendarDateOf } from '../../domain/calendar.ts'
import { dressed } from '../../jurisdictions/content/figures.ts'
import { officialIvaCode } from '../../jurisdictions/ecuador/catalogs/iva-rates.ts'
import type { InvoiceBody, InvoiceItem, InvoiceTax } from './invoice-schema.ts'

/** codigo of IVA. */
export const IVA = '2'

/**
 * What becomes of the figures a client sends although they can be computed. `stated`: they stand in the draft, so that the engine
 * compares them. `left-out`: the document is made of computed ones only.
 */
export type Figures = 'stated' | 'left-out'

/** The invoice as a draft of a factura of this issuer. Official fields are given by their official names, as they came. */
export function draftOf(body: InvoiceBody, issuer: string, figures: Figures): Record<string, unknown> {
  const { buyerAddress, buyerEmail } = body
  return {
    type: '01',
    issuer,
    issueDate: body.issueDate,
    buyer: {
      ...(buyerAddress === undefined ? {} : { address: buyerAddress }),
      ...(buyerEmail === undefined ? {} : { email: buyerEmail }),
    },
    lines: body.items.map((item) => lineOf(item, body.issueDate, figures)),
    ec: {
      infoTributaria: { estab: body.establishmentCode, ptoEmi: body.emissionPointCode },
      infoFactura: {
        tipoIdentificacionComprador: body.buyerIdType,
        identificacionComprador: body.buyerId,
        razonSocialComprador: body.buyerName,
        pagos: { pago: paymentsOf(body) },
        ...(figures === 'stated' ? totalsOf(body) : {}),
      },
    },
  }
}

/** Whether the client sends figures that can be computed. */
export function statesFigures(body: InvoiceBody): boolean {
  const ofTaxes = body.items.flatMap(({ taxes }) => taxes).filter(({ taxCode }) => taxCode === IVA)
  return (
    Object.values(totalsOf(body)).some((figure) => figure !== undefined) ||
    ofTaxes.some(({ rate, taxableBase, taxAmount }) => (rate ?? taxableBase ?? taxAmount) !== undefined)
  )
}

function totalsOf({ subtotal, totalDiscount, totalAmount }: InvoiceBody): Record<string, string | undefined> {
  return { totalSinImpuestos: money(subtotal), totalDescuento: money(totalDiscount), importeTotal: money(totalAmount) }
}

/** As official fields write it: a JSON number has dropped its zeros. */
function money(amount: number | undefined): string | undefined {
  return amount === undefined ? undefined : dressed(String(amount), 2)
}

function lineOf(item: InvoiceItem, issueDate: string, figures: Figures): Record<string, unknown> {
  const { description, quantity, unitPrice, discount, mainCode, auxiliaryCode } = item
  return {
    name: description,
    quantity,
    unitPrice,
    ...(discount === undefined ? {} : { discounts: [{ amount: discount }] }),
    ec: {
      codigoPrincipal: mainCode,
      codigoAuxiliar: auxiliaryCode,
      impuestos: { impuesto: item.taxes.map((tax) => taxOf(tax, issueDate, figures)) },
    },
  }
}

/** The rate and the base of ICE and IRBPNR are the client's to give; those of IVA follow from its code and the line. */
function taxOf(tax: InvoiceTax, issueDate: string, figures: Figures): Record<string, unknown> {
  const { taxCode, rateCode, rate, taxableBase, taxAmount } = tax
  const stated = { tarifa: money(rate), baseImponible: money(taxableBase), valor: money(taxAmount) }
  if (taxCode !== IVA) return { codigo: taxCode, codigoPorcentaje: rateCode, ...stated }
  const date = calendarDateOf(issueDate)
  return {
    codigo: IVA,
    codigoPorcentaje: date ? officialIvaCode(rateCode, date) : rateCode,
    ...(figures === 'stated' ? stated : {}),
  }
}

/** Without payments the whole total is paid through the financial system. */
function paymentsOf({ payments = [] }: InvoiceBody): readonly Record<string, unknown>[] {
  if (payments.length === 0) return [{ formaPago: '20' }]
  return payments.map(({ method, amount, termDays, termUnit }) => ({
    formaPago: method,
    total: money(amount),
    ...(termDays === undefined || termDays === 0 ? {} : { plazo: termDays, unidadTiempo: termUnit }),
  }))
}
