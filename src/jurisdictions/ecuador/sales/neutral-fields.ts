import type { Draft, Line } from '../../../domain/draft.ts'
import type { NeutralField as GeneralField, NeutralList } from '../../content/filling.ts'
import { DOLLAR, dollars, plainAmount } from '../content/dollars.ts'
import { issueDateOf } from '../content/issuer.ts'
import { singleLine } from '../content/single-line.ts'
import type { Sources } from '../content/sources.ts'
import { officialDate } from '../dates.ts'
import { dashedNumber, documentNumberOf } from '../numbering.ts'
import type { TypeFacts } from '../type-facts.ts'
import { buyerIdentityOf } from './buyer.ts'
import { codesOf } from './line-codes.ts'
import { supportDateOf } from './tax-date.ts'

export type NeutralField<From> = GeneralField<From, Sources>

/**
 * The fields of a document beyond its issuer, its lines and its payments. Where a type has no place for one that is not
 * `droppable`, what it says stands elsewhere: the address in infoAdicional, and every amount is in dollars anyway.
 */
export function headerFields(type: TypeFacts): readonly NeutralField<Draft>[] {
  return [
    { neutral: 'type', official: 'infoTributaria.codDoc' },
    {
      neutral: 'issueDate',
      official: `${type.info}.fechaEmision`,
      read: ({ issueDate }, sources) => officialDate(issueDate ?? issueDateOf(sources)),
    },
    ...buyerFields(type),
    ...(type.isNote ? referenceFields(type) : (WAYBILL_OF[type.code] ?? [])),
    { neutral: 'currency', official: `${type.info}.moneda`, read: () => DOLLAR },
    { neutral: 'lines', official: 'detalles' },
    { neutral: 'lines', official: 'motivos' },
  ]
}

function buyerFields({ info, party = 'Comprador' }: TypeFacts): readonly NeutralField<Draft>[] {
  return [
    {
      neutral: 'buyer.taxId',
      official: `${info}.tipoIdentificacion${party}`,
      read: (_, sources) => buyerIdentityOf(sources)?.type,
    },
    {
      neutral: 'buyer.name',
      official: `${info}.razonSocial${party}`,
      read: (_, sources) => buyerIdentityOf(sources)?.name,
    },
    {
      neutral: 'buyer.taxId',
      official: `${info}.identificacion${party}`,
      read: (_, sources) => buyerIdentityOf(sources)?.number,
    },
    {
      neutral: 'buyer.address',
      official: `${info}.direccion${party}`,
      read: ({ buyer }) => singleLine(buyer?.address),
    },
  ]
}

function referenceFields({ info }: TypeFacts): readonly NeutralField<Draft>[] {
  return [
    { neutral: 'reference.number', official: `${info}.codDocModificado`, read: () => '01' },
    {
      neutral: 'reference.number',
      official: `${info}.numDocModificado`,
      read: ({ reference }) => numberText(reference),
    },
    {
      neutral: 'reference.date',
      official: `${info}.fechaEmisionDocSustento`,
      read: ({ reference }, sources) => dateText(reference?.date ?? supportDateOf(sources)),
    },
    {
      neutral: 'reference.reason',
      official: `${info}.motivo`,
      droppable: true,
      read: ({ reference }) => singleLine(reference?.reason),
    },
  ]
}

/** A factura may name the guía de remisión that its goods travelled with. */
const WAYBILL_OF: Readonly<Record<string, readonly NeutralField<Draft>[]>> = {
  '01': [
    {
      neutral: 'reference.number',
      official: 'infoFactura.guiaRemision',
      read: ({ reference }) => numberText(reference),
    },
  ],
}

/** The fields of a line; `official` names children of `detalle`. Prices and discounts are settled by `totals/pricing.ts`. */
export function lineFields({ code }: TypeFacts): readonly NeutralField<Line>[] {
  const [main, auxiliary] = code === '04' ? CREDITED_CODES : SOLD_CODES
  return [
    { neutral: 'codes', official: main, droppable: true, read: ({ codes }) => singleLine(codesOf(codes).main) },
    {
      neutral: 'codes',
      official: auxiliary,
      droppable: true,
      read: ({ codes }) => singleLine(codesOf(codes).auxiliary),
    },
    { neutral: 'name', official: 'descripcion', read: ({ name }) => singleLine(name) },
    { neutral: 'unit', official: 'unidadMedida', droppable: true, read: ({ unit }) => singleLine(unit) },
    { neutral: 'quantity', official: 'cantidad', read: ({ quantity }) => plainAmount(quantity, 6) },
    { neutral: 'unitPrice', official: 'precioUnitario' },
    { neutral: 'discounts', official: 'descuento' },
    { neutral: 'description', official: 'detallesAdicionales' },
    { neutral: 'description', official: 'detallesAdicionales.detAdicional[].@valor' },
    { neutral: 'taxes', official: 'impuestos' },
    { neutral: 'taxes', official: 'impuestos.impuesto' },
    { neutral: 'taxes[]', official: 'impuestos.impuesto[]' },
    { neutral: 'taxes[].code', official: 'impuestos.impuesto[].codigo' },
    { neutral: 'taxes[].code', official: 'impuestos.impuesto[].codigoPorcentaje' },
    { neutral: 'taxes[].rate', official: 'impuestos.impuesto[].tarifa' },
  ]
}

const SOLD_CODES = ['codigoPrincipal', 'codigoAuxiliar'] as const
const CREDITED_CODES = ['codigoInterno', 'codigoAdicional'] as const

type Method = NonNullable<NonNullable<Draft['payment']>['methods']>[number]

/** How a document is paid; `plazo` follows from the due date. */
export const PAYMENT_METHODS: NeutralList<Draft, Method, Sources> = {
  neutral: 'payment.methods',
  official: 'pagos.pago',
  of: ({ payment }) => payment?.methods,
  fields: [
    { neutral: 'method', official: 'formaPago', read: ({ method }) => method },
    { neutral: 'amount', official: 'total', read: ({ amount }, { draft }) => dollars(amount, 2, draft) },
  ],
}

/** A number with its dashes where it is one; other text as it stands, for the format table to judge. */
function numberText(reference: Draft['reference']): string | undefined {
  const number = documentNumberOf(reference?.number ?? '')
  return number ? dashedNumber(number) : reference?.number
}

function dateText(date: string | undefined): string | undefined {
  return date && officialDate(date)
}
