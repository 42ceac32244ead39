import type { Fault } from '../../../domain/fault.ts'
import { E_CF_TYPES } from '../formats/formats.ts'
import { ADDITIONAL_TAX_RULES } from './additional-taxes.ts'
import { ADJUSTMENT_RULES } from './adjustments.ts'
import { CURRENCY_RULES } from './currency.ts'
import { FIGURE_RULES } from './figures.ts'
import { HEADER_RULES } from './header.ts'
import { LINE_RULES } from './lines.ts'
import { ORIGINAL_RULES } from './originals.ts'
import { PAGE_RULES } from './pages.ts'
import { PARTY_RULES } from './parties.ts'
import { PAYMENT_RULES } from './payment.ts'
import { REFERENCE_RULES } from './references.ts'
import type { Checked, Rule } from './rule.ts'
import { SELECTIVE_RULES } from './selective.ts'
import { WITHHOLDING_RULES } from './withholding.ts'

/** Every rule of an e-CF beyond its format table. */
export const RULES: readonly Rule[] = [
  ...HEADER_RULES,
  ...PAYMENT_RULES,
  ...PARTY_RULES,
  ...LINE_RULES,
  ...SELECTIVE_RULES,
  ...ADDITIONAL_TAX_RULES,
  ...WITHHOLDING_RULES,
  ...ADJUSTMENT_RULES,
  ...CURRENCY_RULES,
  ...PAGE_RULES,
  ...REFERENCE_RULES,
  ...ORIGINAL_RULES,
  ...FIGURE_RULES,
]

/** Asks every rule of the document's type; `pathOf` turns an official path into the client's names. */
export function faultsOf(document: Checked, pathOf: (official: string) => string): readonly Fault[] {
  const faults: Fault[] = []
  for (const { code, severity, source, check } of BY_TYPE.get(document.type) ?? []) {
    check(document, (at, es, en) => faults.push({ code, path: pathOf(at), message: { es, en }, severity, source }))
  }
  return faults
}

const BY_TYPE: ReadonlyMap<string, readonly Rule[]> = new Map(
  E_CF_TYPES.map((type) => [type, RULES.filter(({ types }) => types === undefined || types.includes(type))]),
)
