import type { Draft, Line } from '../../../domain/draft.ts'
import type { NeutralField as GeneralField, NeutralList as GeneralList } from '../../content/filling.ts'
import type { IssuerProfile } from '../../jurisdiction.ts'
import { officialDate } from '../dates.ts'
import { correo, telefono } from '../formats/text-types.ts'
import { taxIdText } from '../identity.ts'
import { unitCodeOf } from './units.ts'
import { isForeign, pesos, plainAmount, type Sources } from './sources.ts'
import { indicatorOfTaxes } from './line-taxes.ts'

export type NeutralField<From> = GeneralField<From, Sources>
export type NeutralList<From, Each> = GeneralList<From, Each, Sources>

const PAYMENT_TERMS = { cash: '1', credit: '2', free: '3' } as const

/** DGII's own code where it is not that of ISO 4217. */
const CURRENCIES: Readonly<Record<string, string>> = { CNY: 'CHY' }

export const HEADER_FIELDS: readonly NeutralField<Draft>[] = [
  { neutral: 'type', official: 'Encabezado.IdDoc.TipoeCF', read: (_, { type }) => type.code },
  { neutral: 'number', official: 'Encabezado.IdDoc.eNCF' },
  { neutral: 'pricesIncludeTax', official: 'Encabezado.IdDoc.IndicadorMontoGravado' },
  {
    neutral: 'payment.terms',
    official: 'Encabezado.IdDoc.TipoPago',
    read: ({ payment }) => payment?.terms && PAYMENT_TERMS[payment.terms],
  },
  {
    neutral: 'payment.dueDate',
    official: 'Encabezado.IdDoc.FechaLimitePago',
    read: ({ payment }) => payment?.dueDate && officialDate(payment.dueDate),
  },
  { neutral: 'payment.methods', official: 'Encabezado.IdDoc.TablaFormasPago' },

  {
    neutral: 'issueDate',
    official: 'Encabezado.Emisor.FechaEmision',
    read: ({ issueDate }, { context }) => officialDate(issueDate ?? context.today),
  },

  { neutral: 'buyer', official: 'Encabezado.Comprador' },
  {
    neutral: 'buyer.taxId',
    official: 'Encabezado.Comprador.RNCComprador',
    read: ({ buyer }) => buyer?.taxId && taxIdText(buyer.taxId),
  },
  {
    neutral: 'buyer.foreignId',
    official: 'Encabezado.Comprador.IdentificadorExtranjero',
    read: ({ buyer }) => buyer?.foreignId,
  },
  { neutral: 'buyer.name', official: 'Encabezado.Comprador.RazonSocialComprador', read: ({ buyer }) => buyer?.name },
  buyerDetail('contact', 'ContactoComprador'),
  { ...buyerDetail('email', 'CorreoComprador'), onlyAs: correo },
  buyerDetail('address', 'DireccionComprador'),
  buyerDetail('municipality', 'MunicipioComprador'),
  buyerDetail('province', 'ProvinciaComprador'),
  buyerDetail('country', 'PaisComprador'),
  {
    neutral: 'buyer.phone',
    official: 'Encabezado.Comprador.TelefonoAdicional',
    droppable: true,
    onlyAs: telefono,
    read: ({ buyer }) => buyer?.phone && phoneText(buyer.phone),
  },
  buyerDetail('code', 'CodigoInternoComprador'),

  { neutral: 'currency', official: 'Encabezado.OtraMoneda' },
  {
    neutral: 'currency',
    official: 'Encabezado.OtraMoneda.TipoMoneda',
    read: (draft) => (isForeign(draft) && draft.currency ? (CURRENCIES[draft.currency] ?? draft.currency) : undefined),
  },
  {
    neutral: 'exchangeRate',
    official: 'Encabezado.OtraMoneda.TipoCambio',
    read: (draft) => (isForeign(draft) ? plainAmount(draft.exchangeRate, 4) : undefined),
  },

  { neutral: 'lines', official: 'DetallesItems' },
  { neutral: 'lines', official: 'DetallesItems.Item' },
  { neutral: 'discounts', official: 'DescuentosORecargos' },

  { neutral: 'reference', official: 'InformacionReferencia' },
  {
    neutral: 'reference.number',
    official: 'InformacionReferencia.NCFModificado',
    read: ({ reference }) => reference?.number.trim().toUpperCase(),
  },
  {
    neutral: 'reference.otherTaxId',
    official: 'InformacionReferencia.RNCOtroContribuyente',
    read: ({ reference }) => reference?.otherTaxId && taxIdText(reference.otherTaxId),
  },
  {
    neutral: 'reference.date',
    official: 'InformacionReferencia.FechaNCFModificado',
    read: ({ reference }, { original }) => dateText(reference && (reference.date ?? original?.issueDate)),
  },
  {
    neutral: 'reference.code',
    official: 'InformacionReferencia.CodigoModificacion',
    read: ({ reference }) => reference?.code,
  },
  {
    neutral: 'reference.reason',
    official: 'InformacionReferencia.RazonModificacion',
    droppable: true,
    read: ({ reference }) => reference?.reason,
  },
]

/** A field of the issuer's record: it needs nothing but the record. */
export interface IssuerField extends NeutralField<IssuerProfile> {
  readonly read?: (profile: IssuerProfile) => string | undefined
}

/** The issuer's own record, under `issuer` in paths. */
export const ISSUER_FIELDS: readonly IssuerField[] = [
  { neutral: 'issuer', official: 'Encabezado.Emisor' },
  { neutral: 'issuer.taxId', official: 'Encabezado.Emisor.RNCEmisor', read: ({ taxId }) => taxIdText(taxId) },
  { neutral: 'issuer.name', official: 'Encabezado.Emisor.RazonSocialEmisor', read: ({ name }) => name },
  { neutral: 'issuer.tradeName', official: 'Encabezado.Emisor.NombreComercial', read: ({ tradeName }) => tradeName },
  { neutral: 'issuer.address', official: 'Encabezado.Emisor.DireccionEmisor', read: ({ address }) => address },
  { neutral: 'issuer.municipality', official: 'Encabezado.Emisor.Municipio', read: ({ municipality }) => municipality },
  { neutral: 'issuer.province', official: 'Encabezado.Emisor.Provincia', read: ({ province }) => province },
  { neutral: 'issuer.phones', official: 'Encabezado.Emisor.TablaTelefonoEmisor' },
  { neutral: 'issuer.phones[]', official: 'Encabezado.Emisor.TablaTelefonoEmisor.TelefonoEmisor[]' },
  {
    neutral: 'issuer.email',
    official: 'Encabezado.Emisor.CorreoEmisor',
    onlyAs: correo,
    read: ({ email }) => email,
  },
  { neutral: 'issuer.website', official: 'Encabezado.Emisor.WebSite', read: ({ website }) => website },
  { neutral: 'issuer.activity', official: 'Encabezado.Emisor.ActividadEconomica', read: ({ activity }) => activity },
]

type Method = NonNullable<NonNullable<Draft['payment']>['methods']>[number]

export const PAYMENT_METHODS: NeutralList<Draft, Method> = {
  neutral: 'payment.methods',
  official: 'Encabezado.IdDoc.TablaFormasPago.FormaDePago',
  of: ({ payment }) => payment?.methods,
  fields: [
    { neutral: 'method', official: 'FormaPago', read: ({ method }) => method },
    { neutral: 'amount', official: 'MontoPago', read: ({ amount }, sources) => pesos(amount, 2, sources) },
  ],
}

/** The fields of a line; `official` names children of `Item`. */
export const LINE_FIELDS: readonly NeutralField<Line>[] = [
  { neutral: 'codes', official: 'TablaCodigosItem' },
  {
    neutral: 'taxes',
    official: 'IndicadorFacturacion',
    read: ({ taxes }, { type }) => indicatorOfTaxes(taxes) ?? (taxes?.length ? undefined : type.onlyIndicator),
  },
  { neutral: 'withholdings', official: 'Retencion' },
  { neutral: 'withholdings', official: 'Retencion.MontoITBISRetenido' },
  { neutral: 'withholdings', official: 'Retencion.MontoISRRetenido' },
  { neutral: 'name', official: 'NombreItem', read: ({ name }) => name },
  { neutral: 'kind', official: 'IndicadorBienoServicio', read: goodOrService },
  { neutral: 'description', official: 'DescripcionItem', read: ({ description }) => description },
  { neutral: 'quantity', official: 'CantidadItem', read: ({ quantity }) => plainAmount(quantity, 2) },
  { neutral: 'unit', official: 'UnidadMedida', read: ({ unit }) => unit && unitCodeOf(unit) },
  {
    neutral: 'unitPrice',
    official: 'PrecioUnitarioItem',
    read: ({ unitPrice }, sources) => pesos(unitPrice, 4, sources),
  },
  {
    neutral: 'unitPrice',
    official: 'OtraMonedaDetalle.PrecioOtraMoneda',
    read: ({ unitPrice }, { pesosPerUnit }) => (pesosPerUnit ? plainAmount(unitPrice, 4) : undefined),
  },
  { neutral: 'discounts', official: 'DescuentoMonto' },
  { neutral: 'discounts', official: 'TablaSubDescuento' },
  { neutral: 'charges', official: 'RecargoMonto' },
  { neutral: 'charges', official: 'TablaSubRecargo' },
  { neutral: 'taxes', official: 'TablaImpuestoAdicional' },
  { neutral: 'taxes', official: 'TablaImpuestoAdicional.ImpuestoAdicional[].TipoImpuesto' },
]

type ItemCode = NonNullable<Line['codes']>[number]
type LineAdjustment = NonNullable<Line['discounts']>[number]

export const ITEM_CODES: NeutralList<Line, ItemCode> = {
  neutral: 'codes',
  official: 'TablaCodigosItem.CodigosItem',
  of: ({ codes }) => codes,
  fields: [
    { neutral: 'type', official: 'TipoCodigo', read: ({ type }) => type },
    { neutral: 'value', official: 'CodigoItem', read: ({ value }) => value },
  ],
}

export const LINE_DISCOUNTS: NeutralList<Line, LineAdjustment> = {
  neutral: 'discounts',
  official: 'TablaSubDescuento.SubDescuento',
  of: ({ discounts }) => discounts,
  fields: [
    { neutral: 'percent', official: 'TipoSubDescuento', read: percentOrAmount },
    { neutral: 'percent', official: 'SubDescuentoPorcentaje', read: ({ percent }) => plainAmount(percent, 2) },
    { neutral: 'amount', official: 'MontoSubDescuento', read: fixedAmount },
  ],
}

export const LINE_CHARGES: NeutralList<Line, LineAdjustment> = {
  neutral: 'charges',
  official: 'TablaSubRecargo.SubRecargo',
  of: ({ charges }) => charges,
  fields: [
    { neutral: 'percent', official: 'TipoSubRecargo', read: percentOrAmount },
    { neutral: 'percent', official: 'SubRecargoPorcentaje', read: ({ percent }) => plainAmount(percent, 2) },
    { neutral: 'amount', official: 'MontoSubRecargo', read: fixedAmount },
  ],
}

/** `8094727676` or `(809) 472-7676` as `809-472-7676`; any other text as it is. */
export function phoneText(text: string): string {
  const digits = text.replace(/[-()\s.]/g, '')
  return /^[0-9]{10}$/.test(digits) ? `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}` : text
}

function buyerDetail(
  name: 'contact' | 'email' | 'address' | 'municipality' | 'province' | 'country' | 'code',
  leaf: string,
) {
  return {
    neutral: `buyer.${name}`,
    official: `Encabezado.Comprador.${leaf}`,
    droppable: true,
    read: ({ buyer }: Draft) => buyer?.[name],
  } as const
}

/** Services only in 47; elsewhere what the line says, and a good when it does not say. */
function goodOrService({ kind }: Line, { type }: Sources): string {
  return kind === 'service' || (kind === undefined && type.code === '47') ? '2' : '1'
}

function percentOrAmount({ percent }: LineAdjustment): string {
  return percent === undefined ? '$' : '%'
}

/** A percentage beside it is a fault of its own, and the amount is not held against it. */
function fixedAmount({ percent, amount }: LineAdjustment, sources: Sources): string | undefined {
  return percent === undefined ? pesos(amount, 2, sources) : undefined
}

function dateText(date: string | undefined): string | undefined {
  return date && officialDate(date)
}
