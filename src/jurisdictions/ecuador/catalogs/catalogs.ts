import type { Catalog } from '../../jurisdiction.ts'
import { AUTHORIZATION_STATES } from './authorization-states.ts'
import { COMMERCIAL_TRANSPORT } from './commercial-transport.ts'
import { CONSTRUCTION_MATERIALS } from './construction-materials.ts'
import { COUNTRIES } from './countries.ts'
import { DOCUMENT_TYPES } from './document-types.ts'
import { EMISSION_TYPES } from './emission-types.ts'
import { ENVIRONMENTS } from './environments.ts'
import { FUELS } from './fuels.ts'
import { ICE_RATES } from './ice-rates.ts'
import { IDENTIFICATION_TYPES } from './identification-types.ts'
import { INCOME_WITHHOLDINGS } from './income-withholdings.ts'
import { IRBPNR_RATES } from './irbpnr-rates.ts'
import { ISD_WITHHOLDINGS } from './isd-withholdings.ts'
import { IVA_RATES } from './iva-rates.ts'
import { IVA_WITHHOLDINGS } from './iva-withholdings.ts'
import { MESSAGE_KINDS } from './message-kinds.ts'
import { PAYMENT_METHODS } from './payment-methods.ts'
import { PAYMENT_RESIDENCES } from './payment-residences.ts'
import { PLASTIC_BAGS } from './plastic-bags.ts'
import { PLATE_FORMATS } from './plate-formats.ts'
import { PRESUMPTIVE_WITHHOLDINGS } from './presumptive-withholdings.ts'
import { RECEPTION_STATES } from './reception-states.ts'
import { REFUND_ANSWERS } from './refund-answers.ts'
import { REIMBURSEMENT_SUPPLIER_TYPES } from './reimbursement-supplier-types.ts'
import { RIMPE_LEGENDS } from './rimpe-legends.ts'
import { SUPPORT_DOCUMENT_TYPES } from './support-document-types.ts'
import { TAX_REGIMES } from './tax-regimes.ts'
import { TAX_SUPPORTS } from './tax-supports.ts'
import { TAXES } from './taxes.ts'
import { TAXPAYER_LEGENDS } from './taxpayer-legends.ts'
import { TIME_UNITS } from './time-units.ts'
import { VALIDITY_STATES } from './validity-states.ts'
import { WITHHELD_SUBJECT_TYPES } from './withheld-subject-types.ts'
import { WITHHOLDING_TAXES } from './withholding-taxes.ts'

/** Every official table of Ecuador, as the API lists them. */
export const CATALOGS: readonly Catalog[] = [
  AUTHORIZATION_STATES,
  COMMERCIAL_TRANSPORT,
  CONSTRUCTION_MATERIALS,
  COUNTRIES,
  DOCUMENT_TYPES,
  EMISSION_TYPES,
  ENVIRONMENTS,
  FUELS,
  ICE_RATES,
  IDENTIFICATION_TYPES,
  INCOME_WITHHOLDINGS,
  IRBPNR_RATES,
  ISD_WITHHOLDINGS,
  IVA_RATES,
  IVA_WITHHOLDINGS,
  MESSAGE_KINDS,
  PAYMENT_METHODS,
  PAYMENT_RESIDENCES,
  PLASTIC_BAGS,
  PLATE_FORMATS,
  PRESUMPTIVE_WITHHOLDINGS,
  RECEPTION_STATES,
  REFUND_ANSWERS,
  REIMBURSEMENT_SUPPLIER_TYPES,
  RIMPE_LEGENDS,
  SUPPORT_DOCUMENT_TYPES,
  TAXES,
  TAXPAYER_LEGENDS,
  TAX_REGIMES,
  TAX_SUPPORTS,
  TIME_UNITS,
  VALIDITY_STATES,
  WITHHELD_SUBJECT_TYPES,
  WITHHOLDING_TAXES,
]
