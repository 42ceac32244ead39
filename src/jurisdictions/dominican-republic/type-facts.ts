import type { DocumentType } from '../jurisdiction.ts'

/** A type of e-CF and what the law makes different about it beyond its format table. */
export interface TypeFacts<Code extends string = string> extends Omit<DocumentType, 'lines'> {
  readonly code: Code
  /** False where an authorised range has no expiry date and the XML must not carry one. */
  readonly expires: boolean
  /** The only IndicadorFacturacion its lines may have, where there is only one. */
  readonly onlyIndicator: '3' | '4' | undefined
  /** A note that modifies another document. */
  readonly isNote: boolean
  /** The B-series paper number it replaces after a contingency (NCF type). */
  readonly paperType: string
}

/**
 * The ten types of e-CF, in the order of the columns of every table of fields.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), types and expiry; Formato e-CF v1.0 (oct-2025), IndicadorFacturacion
 */
export const TYPE_FACTS = [
  type('31', 'Factura de Crédito Fiscal Electrónica', 'Tax credit invoice', '01'),
  type('32', 'Factura de Consumo Electrónica', 'Consumer invoice', '02', { expires: false }),
  type('33', 'Nota de Débito Electrónica', 'Debit note', '03', { isNote: true }),
  type('34', 'Nota de Crédito Electrónica', 'Credit note', '04', { isNote: true, expires: false }),
  type('41', 'Compras Electrónico', 'Purchase from an informal supplier', '11'),
  type('43', 'Gastos Menores Electrónico', 'Minor expenses', '13', { onlyIndicator: '4' }),
  type('44', 'Regímenes Especiales Electrónico', 'Sale to a special regime', '14', { onlyIndicator: '4' }),
  type('45', 'Gubernamental Electrónico', 'Sale to the government', '15'),
  type('46', 'Comprobante para Exportaciones Electrónico', 'Export', '16', { onlyIndicator: '3' }),
  type('47', 'Comprobante para Pagos al Exterior Electrónico', 'Payment abroad', '17', { onlyIndicator: '4' }),
] as const

/** The type with this code; undefined when there is none. */
export function typeFactsOf(code: string): TypeFacts | undefined {
  return BY_CODE.get(code)
}

const BY_CODE: ReadonlyMap<string, TypeFacts> = new Map<string, TypeFacts>(TYPE_FACTS.map((each) => [each.code, each]))

function type<const Code extends string>(
  code: Code,
  es: string,
  en: string,
  paperType: string,
  rest: Partial<Omit<TypeFacts, 'code'>> = {},
): TypeFacts<Code> {
  return { code, name: { es, en }, expires: true, onlyIndicator: undefined, isNote: false, paperType, ...rest }
}
