import type { Fault } from '../../../../domain/fault.ts'
import { figureOf } from '../../../content/figures.ts'
import { groupAt, groupFor, groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import { issuerFaults } from '../../content/issuer-faults.ts'
import { breachesOf } from '../../content/rule.ts'
import type { Sources } from '../../content/sources.ts'
import { dateFromOfficial } from '../../dates.ts'
import { TYPE_FACTS } from '../../type-facts.ts'
import { linePath } from '../totals/reasons.ts'
import { CURRENCY_RULES } from './currency.ts'
import { DATE_RULES } from './dates.ts'
import { EXPORT_RULES } from './exports.ts'
import { INFORMATION_RULES } from './information.ts'
import { LINE_RULES } from './lines.ts'
import { ORIGINAL_RULES } from './originals.ts'
import { PARTY_RULES } from './parties.ts'
import { PAYMENT_RULES } from './payments.ts'
import { REFUND_RULES } from './refunds.ts'
import { REIMBURSEMENT_RULES } from './reimbursements.ts'
import type { Checked, SaleRule } from './rule.ts'
import { SPECIAL_RULES } from './special-sales.ts'
import { TAX_SUM_RULES } from './tax-sums.ts'
import { TAX_RULES } from './taxes.ts'

/** Every rule of a sale beyond its format table. */
export const RULES: readonly SaleRule[] = [
  ...DATE_RULES,
  ...PARTY_RULES,
  ...CURRENCY_RULES,
  ...LINE_RULES,
  ...TAX_RULES,
  ...TAX_SUM_RULES,
  ...PAYMENT_RULES,
  ...ORIGINAL_RULES,
  ...EXPORT_RULES,
  ...REIMBURSEMENT_RULES,
  ...REFUND_RULES,
  ...SPECIAL_RULES,
  ...INFORMATION_RULES,
]

/** Asks every rule of the document's type; official paths. */
export function faultsOf(content: Tree, sources: Sources): readonly Fault[] {
  const rules = BY_TYPE.get(sources.type.code) ?? []
  return [...issuerFaults(content, sources), ...breachesOf(rules, checkedOf(content, sources))]
}

const BY_TYPE: ReadonlyMap<string, readonly SaleRule[]> = new Map(
  TYPE_FACTS.map(({ code }) => [code, RULES.filter(({ types }) => types === undefined || types.includes(code))]),
)

function checkedOf(content: Tree, sources: Sources): Checked {
  const { type } = sources
  const info = groupFor(content, type.info)
  const path = linePath(type)
  const [group = '', each = ''] = path.split('.')
  const suffix = type.party ?? ''
  return {
    sources,
    type: type.code,
    content,
    info,
    infoName: type.info,
    party: {
      identificationType: textAt(info, `tipoIdentificacion${suffix}`),
      identification: textAt(info, `identificacion${suffix}`),
      name: textAt(info, `razonSocial${suffix}`),
      suffix,
    },
    items: groupsAt(groupAt(content, group), each),
    itemAt: (index) => `${path}[${index}]`,
    issueDate: dateFromOfficial(textAt(info, 'fechaEmision')),
    total: figureOf(textAt(info, type.totalField ?? '')),
  }
}
