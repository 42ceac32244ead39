import type { Fault } from '../domain/fault.ts'
import { clientNames } from './client-names.ts'

/** What a contract of facturas calls the fields that such contracts call differently. */
export interface FacturaNames {
  /** Names of what says who buys. */
  readonly buyer: Readonly<Record<'idType' | 'id' | 'name' | 'address' | 'email', string>>
  /** Names by place in the draft: of the totals and whatever else stands once. */
  readonly head: Readonly<Record<string, string>>
  /** Names of formaPago, total, plazo and unidadTiempo. */
  readonly payment: Readonly<Record<string, string>>
  /** Names of codigo, codigoPorcentaje, tarifa, baseImponible and valor. */
  readonly tax: Readonly<Record<string, string>>
}

/** The function that says where a fault in a draft of a factura is, in a contract's own names. */
export function facturaNames({
  buyer,
  head,
  payment,
  tax,
}: FacturaNames): (fault: Pick<Fault, 'code' | 'path'>) => string {
  const nameOf = clientNames({
    ...COMMON,
    'buyer.taxId': buyer.id,
    'buyer.name': buyer.name,
    'buyer.address': buyer.address,
    'buyer.email': buyer.email,
    'ec.infoFactura.tipoIdentificacionComprador': buyer.idType,
    'ec.infoFactura.identificacionComprador': buyer.id,
    'ec.infoFactura.razonSocialComprador': buyer.name,
    'ec.infoFactura.direccionComprador': buyer.address,
    ...within('ec.infoFactura.pagos.pago[].', 'payments[].', payment),
    ...within('lines[].ec.impuestos.impuesto[].', 'items[].taxes[].', tax),
    ...head,
  })
  return ({ code, path }) => nameOf(code === 'construction-material-code' ? path.replace(CODES, AUXILIARY_CODE) : path)
}

// The draft has all codes of a line in one list; materials are named by the second one.
const CODES = /\.codes$/
const AUXILIARY_CODE = '.ec.codigoAuxiliar'

const COMMON = {
  'ec.infoFactura.fechaEmision': 'issueDate',
  lines: 'items',
  'lines[]': 'items[]*',
  'lines[].name': 'items[].description',
  'lines[].discounts': 'items[].discount',
  'lines[].codes': 'items[].mainCode',
  'lines[].ec.descripcion': 'items[].description',
  'lines[].ec.cantidad': 'items[].quantity',
  'lines[].ec.precioUnitario': 'items[].unitPrice',
  'lines[].ec.descuento': 'items[].discount',
  'lines[].ec.codigoPrincipal': 'items[].mainCode',
  'lines[].ec.codigoAuxiliar': 'items[].auxiliaryCode',
  'lines[].ec.impuestos': 'items[].taxes',
  'lines[].ec.impuestos.impuesto[]': 'items[].taxes[]*',
  'ec.infoFactura.pagos': 'payments',
  'ec.infoFactura.pagos.pago[]': 'payments[]*',
  'payment.methods': 'payments*',
  // What is computed of the lines has no field of its own.
  'ec.infoFactura': 'items',
} as const

function within(
  place: string,
  name: string,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).map(([field, own]) => [place + field, name + own]))
}
