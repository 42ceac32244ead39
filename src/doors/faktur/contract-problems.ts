import { ContractRefusal } from '../contract-refusal.ts'

/** What the contract says of each code, in the order in which the first of several is told. */
const MESSAGES = {
  FUTURE_ISSUE_DATE: 'issueDate cannot be in the future.',
  INVALID_BUYER_ID: 'buyerId does not match buyerIdType.',
  IVA_ZERO_CONSUMIDOR_FINAL: 'IVA 0% is not allowed when buyerIdType is "07" (Consumidor Final).',
  MISSING_TERM_UNIT: 'termUnit is required when termDays is greater than 0.',
  DUPLICATE_TAX_ENTRY: 'An item cannot have the same taxCode and rateCode more than once.',
  DISCOUNT_EXCEEDS_SUBTOTAL: 'discount cannot be greater than quantity × unitPrice.',
  MISSING_RATE: 'rate is required for ICE and IRBPNR.',
  MISSING_TAX_BASE: 'taxableBase is required for ICE and IRBPNR.',
  INVALID_IVA_RATE_CODE: 'The rateCode of IVA is not valid.',
  INCONSISTENT_TOTALS: 'One or more provided values do not match the computed values.',
  VALIDATION_ERROR: 'One or more fields are missing or not valid.',
} as const

/** A code of the contract for what is wrong with an invoice. */
export type ContractCode = keyof typeof MESSAGES

/** One thing that is wrong with an invoice, by the client's own name of the field. */
export interface ContractProblem {
  readonly code: ContractCode
  readonly field: string
  /** Where more can be said than the code's own words. */
  readonly message?: string
  readonly provided?: number
  readonly expected?: number
  /** Whether the field itself is no such field as the contract has. */
  readonly isOfShape?: boolean
}

const ORDER = Object.keys(MESSAGES)

/**
 * The refusal that tells of all problems: by the first one's code and words, with every field at fault. Its status is 400 where a
 * body is of another shape and the contract has no code for anything that is wrong with it.
 */
export function refusalOf(problems: readonly ContractProblem[]): ContractRefusal {
  const sorted = problems.toSorted((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code))
  const { code = 'VALIDATION_ERROR', message: own } = sorted[0] ?? {}
  const isUnnamed = code === 'VALIDATION_ERROR'
  const message = (isUnnamed ? undefined : own) ?? MESSAGES[code]
  const status = isUnnamed && problems.some(({ isOfShape = false }) => isOfShape) ? 400 : 422
  return new ContractRefusal(status, code, message, { details: sorted.map((each) => detailOf(each, code, message)) })
}

/** What the error says already is not said again. */
function detailOf(problem: ContractProblem, code: ContractCode, message: string): Record<string, unknown> {
  const { field, provided, expected } = problem
  const words = problem.message ?? MESSAGES[problem.code]
  return {
    field,
    ...(problem.code === code ? {} : { code: problem.code }),
    ...(words === message ? {} : { message: words }),
    ...(provided === undefined ? {} : { provided }),
    ...(expected === undefined ? {} : { expected }),
  }
}
