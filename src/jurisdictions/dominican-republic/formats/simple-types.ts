import type { Bilingual } from '../../../domain/fault.ts'
import type { SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'
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
import { perType, type PerType } from './table.ts'

// The simple types of the ten e-CF schemas, by their official names and with their official patterns, unescaped dots and all:
// the lexical rules of integers and decimals stand beside the pattern, as in the schema, so those dots let nothing through.

/** Free text of 1 to `maxLength` characters. */
export const alfNum7 = text('AlfNum7Type', 7)
export const alfNum10 = text('AlfNum10Type', 10)
export const alfNum14 = text('AlfNum14Type', 14)
export const alfNum20 = text('AlfNum20Type', 20)
export const alfNum25 = text('AlfNum25Type', 25)
export const alfNum35 = text('AlfNum35Type', 35)
export const alfNum40 = text('AlfNum40Type', 40)
export const alfNum45 = text('AlfNum45Type', 45)
export const alfNum50 = text('AlfNum50Type', 50)
export const alfNum60 = text('AlfNum60Type', 60)
export const alfNum80 = text('AlfNum80Type', 80)
export const alfNum90 = text('AlfNum90ValidationType', 90)
export const alfNum100 = text('AlfNum100Type', 100)
export const alfNum150 = text('AlfNum150Type', 150)
export const alfNum250 = text('AlfNum250Type', 250)
export const alfNum1000 = text('AlfNum1000Type', 1000)
export const alfNum11a19: SimpleType = { ...text('AlfNum11a19ValidationType', 19), minLength: 11 }
export const numeroCuentaPago = text('NumeroCuentaPagoType', 28)
export const bancoPago = text('BancoPagoType', 75)
