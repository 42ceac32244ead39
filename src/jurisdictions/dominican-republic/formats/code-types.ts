import type { SimpleType } from '../../format/format.ts'
import type { Catalog } from '../../jurisdiction.ts'
import { ADDITIONAL_TAXES } from '../catalogs/additional-taxes.ts'
import { ADJUSTMENT_TAX_INDICATORS } from '../catalogs/adjustment-tax-indicators.ts'
import { ADJUSTMENT_TYPES } from '../catalogs/adjustment-types.ts'
import { ADJUSTMENT_VALUE_TYPES } from '../catalogs/adjustment-value-types.ts'
import { ALL_INCLUSIVE_INDICATORS } from '../catalogs/all-inclusive-indicators.ts'
import { CREDIT_NOTE_INDICATORS } from '../catalogs/credit-note-indicators.ts'
import { CURRENCIES } from '../catalogs/currencies.ts'
import { DEFERRED_SENDING_INDICATORS } from '../catalogs/deferred-sending-indicators.ts'
import { DOCUMENT_TYPES } from '../catalogs/document-types.ts'
import { GOOD_OR_SERVICE_INDICATORS } from '../catalogs/good-or-service-indicators.ts'
import { INCOME_TYPES } from '../catalogs/income-types.ts'
import { LINE_TAX_INDICATORS } from '../catalogs/line-tax-indicators.ts'
import { MINING_AFFILIATIONS } from '../catalogs/mining-affiliations.ts'
import { MINING_SETTLEMENTS } from '../catalogs/mining-settlements.ts'
import { MODIFICATION_CODES } from '../catalogs/modification-codes.ts'
import { NORMA_1007_INDICATORS } from '../catalogs/norma-1007-indicators.ts'
import { PAYMENT_ACCOUNT_TYPES } from '../catalogs/payment-account-types.ts'
import { PAYMENT_METHODS } from '../catalogs/payment-methods.ts'
import { PAYMENT_TERMS } from '../catalogs/payment-terms.ts'
import { PRICE_TAX_INDICATORS } from '../catalogs/price-tax-indicators.ts'
import { TERRITORIES } from '../catalogs/territories.ts'
import { TRANSPORT_MODES } from '../catalogs/transport-modes.ts'
import { UNITS } from '../catalogs/units.ts'
import { WITHHOLDING_AGENT_INDICATORS } from '../catalogs/withholding-agent-indicators.ts'

/**
 * A type whose values are the codes of a catalog, written exactly as there: where the schema compares numbers and would also
 * take `01` for `1`, we do not, so that nothing after us has to.
 */
export function coded(name: string, base: 'text' | 'integer', catalog: Catalog): SimpleType {
  return { name, base, values: new Set(catalog.entries.map((entry) => entry.code)), catalog: catalog.name }
}

/** Always 1.0. */
export const version: SimpleType = { name: 'versionType', base: 'decimal', values: new Set(['1.0']) }

/** Which of the ten types a document is. */
export const tipoeCF = coded('TipoeCFType', 'integer', DOCUMENT_TYPES)
/** What kind of income it brings. */
export const tipoIngresos = coded('TipoIngresosValidationType', 'text', INCOME_TYPES)
/** Cash, credit or free. */
export const tipoPago = coded('TipoPagoType', 'integer', PAYMENT_TERMS)
/** A means of payment. */
export const formaPago = coded('FormaPagoType', 'integer', PAYMENT_METHODS)
/** What kind of account a payment goes to. */
export const tipoCuentaPago = coded('TipoCuentaPagoType', 'text', PAYMENT_ACCOUNT_TYPES)
/** The schema gives a range, 0 to 1; the two codes are all there is in it. */
export const indicadorNotaCredito = coded('IndicadorNotaCreditoType', 'integer', CREDIT_NOTE_INDICATORS)
/** That it is sent later, with leave. */
export const indicadorEnvioDiferido = coded('IndicadorEnvioDiferidoType', 'integer', DEFERRED_SENDING_INDICATORS)
/** Whether the amounts of the lines hold ITBIS. */
export const indicadorMontoGravado = coded('IndicadorMontoGravadoType', 'integer', PRICE_TAX_INDICATORS)
/** That it is an all-inclusive service. */
export const indicadorServicioTodoIncluido = coded(
  'IndicadorServicioTodoIncluidoType',
  'integer',
  ALL_INCLUSIVE_INDICATORS,
)
/** A province, a municipality or a district. */
export const provinciaMunicipio = coded('ProvinciaMunicipioType', 'text', TERRITORIES)
/** A unit of measure. Some schemas say integer and some string; the codes are the same. */
export const unidadMedida = coded('UnidadMedidaType', 'integer', UNITS)
/** How an export travels. */
export const viaTransporte = coded('ViaTransporteType', 'text', TRANSPORT_MODES)
/** An additional tax. */
export const tipoImpuesto = coded('CodificacionTipoImpuestosType', 'text', ADDITIONAL_TAXES)
/** A currency other than the peso. */
export const tipoMoneda = coded('TipoMonedaType', 'text', CURRENCIES)
/** How a line is taxed. */
export const indicadorFacturacion = coded('IndicadorFacturacionType', 'integer', LINE_TAX_INDICATORS)
/** That the buyer withholds. */
export const indicadorAgente = coded('IndicadorAgenteRetencionoPercepcionType', 'integer', WITHHOLDING_AGENT_INDICATORS)
/** Whether a line is a good or a service. */
export const indicadorBienoServicio = coded('IndicadorBienoServicioType', 'integer', GOOD_OR_SERVICE_INDICATORS)
/** Whether a mining sale is to an affiliate. */
export const tipoAfiliacion = coded('TipoAfiliacionType', 'integer', MINING_AFFILIATIONS)
/** Whether a mining settlement is provisional. */
export const liquidacion = coded('LiquidacionType', 'integer', MINING_SETTLEMENTS)
/** Whether an adjustment is an amount or a percentage. */
export const tipoValor = coded('TipoDescuentoRecargoType', 'text', ADJUSTMENT_VALUE_TYPES)
/** Whether an adjustment is a discount or a charge. */
export const tipoAjuste = coded('TipoAjusteType', 'text', ADJUSTMENT_TYPES)
/** That an adjustment follows Norma 10-07. */
export const indicadorNorma1007 = coded('IndicadorNorma1007Type', 'integer', NORMA_1007_INDICATORS)
/** Which lines an adjustment touches, by how they are taxed. */
export const indicadorFacturacionDR = coded('IndicadorFacturacionDRType', 'integer', ADJUSTMENT_TAX_INDICATORS)
/** Why a document refers to another. */
export const codigoModificacion = coded('CodigoModificacionType', 'integer', MODIFICATION_CODES)
