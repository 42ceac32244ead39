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

export const tipoeCF = coded('TipoeCFType', 'integer', DOCUMENT_TYPES)
export const tipoIngresos = coded('TipoIngresosValidationType', 'text', INCOME_TYPES)
export const tipoPago = coded('TipoPagoType', 'integer', PAYMENT_TERMS)
export const formaPago = coded('FormaPagoType', 'integer', PAYMENT_METHODS)
export const tipoCuentaPago = coded('TipoCuentaPagoType', 'text', PAYMENT_ACCOUNT_TYPES)
/** The schema gives a range, 0 to 1; the two codes are all there is in it. */
export const indicadorNotaCredito = coded('IndicadorNotaCreditoType', 'integer', CREDIT_NOTE_INDICATORS)
export const indicadorEnvioDiferido = coded('IndicadorEnvioDiferidoType', 'integer', DEFERRED_SENDING_INDICATORS)
export const indicadorMontoGravado = coded('IndicadorMontoGravadoType', 'integer', PRICE_TAX_INDICATORS)
export const indicadorServicioTodoIncluido = coded(
  'IndicadorServicioTodoIncluidoType',
  'integer',
  ALL_INCLUSIVE_INDICATORS,
)
export const provinciaMunicipio = coded('ProvinciaMunicipioType', 'text', TERRITORIES)
export const unidadMedida = coded('UnidadMedidaType', 'integer', UNITS)
export const viaTransporte = coded('ViaTransporteType', 'text', TRANSPORT_MODES)
export const tipoImpuesto = coded('CodificacionTipoImpuestosType', 'text', ADDITIONAL_TAXES)
export const tipoMoneda = coded('TipoMonedaType', 'text', CURRENCIES)
export const indicadorFacturacion = coded('IndicadorFacturacionType', 'integer', LINE_TAX_INDICATORS)
export const indicadorAgente = coded('IndicadorAgenteRetencionoPercepcionType', 'integer', WITHHOLDING_AGENT_INDICATORS)
export const indicadorBienoServicio = coded('IndicadorBienoServicioType', 'integer', GOOD_OR_SERVICE_INDICATORS)
export const tipoAfiliacion = coded('TipoAfiliacionType', 'integer', MINING_AFFILIATIONS)
export const liquidacion = coded('LiquidacionType', 'integer', MINING_SETTLEMENTS)
export const tipoValor = coded('TipoDescuentoRecargoType', 'text', ADJUSTMENT_VALUE_TYPES)
export const tipoAjuste = coded('TipoAjusteType', 'text', ADJUSTMENT_TYPES)
export const indicadorNorma1007 = coded('IndicadorNorma1007Type', 'integer', NORMA_1007_INDICATORS)
export const indicadorFacturacionDR = coded('IndicadorFacturacionDRType', 'integer', ADJUSTMENT_TAX_INDICATORS)
export const codigoModificacion = coded('CodigoModificacionType', 'integer', MODIFICATION_CODES)
