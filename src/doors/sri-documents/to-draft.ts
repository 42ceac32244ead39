import type { CalendarDate } from '../../domain/calendar.ts'
import { officialIvaCode } from '../../jurisdictions/ecuador/catalogs/iva-rates.ts'
import type { DocumentBody, DocumentItem, DocumentTax } from './document-body.ts'

/** codigo of IVA. */
const IVA = '2'

/**
 * What becomes of the tax figures the client must send although they can be computed. `stated`: they stand in the draft, so that
 * the engine compares them. `left-out`: the document is made of computed ones only.
 */
export type Figures = 'stated' | 'left-out'

/** Where a document is issued. */
export interface IssuedAt {
  /** RUC. */
  readonly issuer: string
  /** Establishment and emission point, such as `001-001`. */
  readonly place: string
  /** The contract takes no document of another day. */
  readonly today: CalendarDate
}

/** The body as a draft of a factura. Official fields are given by their official names, as they came. */
export function draftOf(
  body: DocumentBody,
  { issuer, place, today }: IssuedAt,
  figures: Figures,
): Record<string, unknown> {
  const { buyer, guiaRemision, payments } = body
  const [estab, ptoEmi] = place.split('-')
  return {
    type: body.documentType,
    issuer,
    issueDate: today,
    buyer: {
      name: buyer.name,
      email: buyer.email,
      ...(buyer.address === undefined ? {} : { address: buyer.address }),
    },
    lines: body.items.map((item) => lineOf(item, today, figures)),
    ec: {
      infoTributaria: { estab, ptoEmi },
      infoFactura: {
        tipoIdentificacionComprador: buyer.idType,
        identificacionComprador: buyer.id,
        guiaRemision,
        pagos: {
          pago: payments.map(({ method, total, term, termUnit }) => ({
            formaPago: method,
            total,
            plazo: term,
            unidadTiempo: termUnit,
          })),
        },
      },
      infoAdicional: additionalInformation(body),
    },
  }
}

function lineOf(item: DocumentItem, date: CalendarDate, figures: Figures): Record<string, unknown> {
  const { description, quantity, unitPrice, discount, mainCode, auxiliaryCode, taxes } = item
  return {
    name: description,
    quantity,
    unitPrice,
    ...(discount === undefined ? {} : { discounts: [{ amount: discount }] }),
    ec: {
      codigoPrincipal: mainCode,
      codigoAuxiliar: auxiliaryCode,
      impuestos: { impuesto: taxes.map((tax) => taxOf(tax, date, figures)) },
    },
  }
}

/** Rate, base and amount of IVA follow from its code and the line; of ICE and IRBPNR they may be the client's to give. */
function taxOf(tax: DocumentTax, date: CalendarDate, figures: Figures): Record<string, unknown> {
  const { code, rateCode, rate, taxableBase, taxAmount } = tax
  const stated = { tarifa: rate, baseImponible: taxableBase, valor: taxAmount }
  if (code !== IVA) return { codigo: code, codigoPorcentaje: rateCode, ...stated }
  return {
    codigo: IVA,
    codigoPorcentaje: officialIvaCode(rateCode, date),
    ...(figures === 'stated' ? stated : {}),
  }
}

/** Most fields of infoAdicional to which the engine can still add its own, which reach the buyer or the law asks for. */
const LEAVES_ROOM = 13

/** By names, so that the engine's own join them; as a list, which stands alone, where names repeat or fill all the room. */
function additionalInformation({ additionalInfo = [] }: DocumentBody): Record<string, unknown> | undefined {
  if (additionalInfo.length === 0) return undefined
  const names = new Set(additionalInfo.map(({ name }) => name))
  const areFields = additionalInfo.every(({ name }) => isFieldName(name))
  if (areFields && names.size === additionalInfo.length && additionalInfo.length <= LEAVES_ROOM) {
    return Object.fromEntries(additionalInfo.map(({ name, value }) => [name, value]))
  }
  return { campoAdicional: additionalInfo.map(({ name, value }) => ({ '@nombre': name, '#text': value })) }
}

/** Numbers would come before all others, and `campoAdicional` is the list itself. */
function isFieldName(name: string): boolean {
  return !/^\d+$/.test(name) && name !== 'campoAdicional' && name !== '__proto__'
}
