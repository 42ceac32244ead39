import type { Catalog } from '../../jurisdiction.ts'
import { ADDITIONAL_TAXES } from './additional-taxes.ts'
import { ADJUSTMENT_TAX_INDICATORS } from './adjustment-tax-indicators.ts'
import { ADJUSTMENT_TYPES } from './adjustment-types.ts'
import { ADJUSTMENT_VALUE_TYPES } from './adjustment-value-types.ts'
import { ALL_INCLUSIVE_INDICATORS } from './all-inclusive-indicators.ts'
import { APPROVAL_REPLIES } from './approval-replies.ts'
import { APPROVAL_STATUSES } from './approval-statuses.ts'
import { CREDIT_NOTE_INDICATORS } from './credit-note-indicators.ts'
import { CURRENCIES } from './currencies.ts'
import { DEFERRED_SENDING_INDICATORS } from './deferred-sending-indicators.ts'
import { DOCUMENT_TYPES } from './document-types.ts'
import { GOOD_OR_SERVICE_INDICATORS } from './good-or-service-indicators.ts'
import { INCOME_TYPES } from './income-types.ts'
import { ITBIS_RATES } from './itbis-rates.ts'
import { LINE_TAX_INDICATORS } from './line-tax-indicators.ts'
import { MINING_AFFILIATIONS } from './mining-affiliations.ts'
import { MINING_SETTLEMENTS } from './mining-settlements.ts'
import { MODIFICATION_CODES } from './modification-codes.ts'
import { NON_RECEIPT_REASONS } from './non-receipt-reasons.ts'
import { NORMA_1007_INDICATORS } from './norma-1007-indicators.ts'
import { PAYMENT_ACCOUNT_TYPES } from './payment-account-types.ts'
import { PAYMENT_METHODS } from './payment-methods.ts'
import { PAYMENT_TERMS } from './payment-terms.ts'
import { PRICE_TAX_INDICATORS } from './price-tax-indicators.ts'
import { RECEIPT_STATUSES } from './receipt-statuses.ts'
import { RESULT_STATUSES } from './result-statuses.ts'
import { STATUS_ENVIRONMENTS } from './status-environments.ts'
import { TERRITORIES } from './territories.ts'
import { TRANSPORT_MODES } from './transport-modes.ts'
import { UNITS } from './units.ts'
import { WITHHOLDING_AGENT_INDICATORS } from './withholding-agent-indicators.ts'

/** Every official table of the Dominican Republic, as the API lists them. */
export const CATALOGS: readonly Catalog[] = [
  ADDITIONAL_TAXES,
  ADJUSTMENT_TAX_INDICATORS,
  ADJUSTMENT_TYPES,
  ADJUSTMENT_VALUE_TYPES,
  ALL_INCLUSIVE_INDICATORS,
  APPROVAL_REPLIES,
  APPROVAL_STATUSES,
  CREDIT_NOTE_INDICATORS,
  CURRENCIES,
  DEFERRED_SENDING_INDICATORS,
  DOCUMENT_TYPES,
  GOOD_OR_SERVICE_INDICATORS,
  INCOME_TYPES,
  ITBIS_RATES,
  LINE_TAX_INDICATORS,
  MINING_AFFILIATIONS,
  MINING_SETTLEMENTS,
  MODIFICATION_CODES,
  NON_RECEIPT_REASONS,
  NORMA_1007_INDICATORS,
  PAYMENT_ACCOUNT_TYPES,
  PAYMENT_METHODS,
  PAYMENT_TERMS,
  PRICE_TAX_INDICATORS,
  RECEIPT_STATUSES,
  RESULT_STATUSES,
  STATUS_ENVIRONMENTS,
  TERRITORIES,
  TRANSPORT_MODES,
  UNITS,
  WITHHOLDING_AGENT_INDICATORS,
]
