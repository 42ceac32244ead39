/** A code of the contract for what is wrong with an invoice, in the order in which the first of several is told. */
export type ContractCode =
  | 'FUTURE_ISSUE_DATE'
  | 'INVALID_BUYER_ID'
  | 'IVA_ZERO_CONSUMIDOR_FINAL'
  | 'MISSING_TERM_UNIT'
  | 'DUPLICATE_TAX_ENTRY'
  | 'DISCOUNT_EXCEEDS_SUBTOTAL'
  | 'MISSING_RATE'
  | 'MISSING_TAX_BASE'
  | 'INVALID_IVA_RATE_CODE'
  | 'INCONSISTENT_TOTALS'
  | 'VALIDATION_ERROR'

/** One thing that is wrong with an invoice, by the client's own name of the field. */
export interface ContractProblem {
  readonly code: ContractCode
  readonly field: string
  /** Where more can be said than the code's own words. */
  readonly message?: string
  readonly provided?: number
  readonly expected?: number
}

/** What the contract says of each code, in its order. */
const MESSAGES: Readonly<Record<ContractCode, string>> = {
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
}

const ORDER = Object.keys(MESSAGES)

interface Detail {
  readonly field: string
  readonly code?: ContractCode
  readonly message?: string
  readonly provided?: number
  readonly expected?: number
}

/** The error that tells of all problems: by the first one's code and words, with every field at fault. */
export function problemsError(problems: readonly ContractProblem[]): {
  readonly code: ContractCode
  readonly message: string
  readonly details: readonly Detail[]
} {
  const sorted = problems.toSorted((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code))
  const code = sorted[0]?.code ?? 'VALIDATION_ERROR'
  const own = code === 'VALIDATION_ERROR' ? undefined : sorted[0]?.message
  const message = own ?? MESSAGES[code]
  return { code, message, details: sorted.map((problem) => detailOf(problem, code, message)) }
}

/** What the error says already is not said again. */
function detailOf(problem: ContractProblem, code: ContractCode, message: string): Detail {
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
