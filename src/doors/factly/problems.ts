import type { Environment } from '../../domain/caller.ts'
import type { Fault } from '../../domain/fault.ts'
import { given } from '../../domain/given.ts'
import { ContractRefusal } from '../contract-refusal.ts'
import { type FieldProblem, type FieldWords, problemsIn } from '../field-problems.ts'
import { clientPath } from './client-path.ts'
import type { DocumentRequest } from './document-request.ts'

/** Answers with everything that is wrong: not every operation documents 422. */
export function refusalOf(problems: readonly FieldProblem[], status: 400 | 422): ContractRefusal {
  const errors = problems.map(({ field: path, code, message }) => ({ path, code, message }))
  return new ContractRefusal(status, 'API_DOCUMENT_VALIDATION_ERROR', 'Payload inválido.', { errors })
}

/** What stops the draft that was made of a request. */
export function draftProblems(faults: readonly Fault[], request: DocumentRequest): readonly FieldProblem[] {
  const customer = CUSTOMER.find((name) => given(request[name]) !== undefined) ?? 'customerDocument'
  const nameOf = (path: string) => (path === 'buyer' ? customer : clientPath(path))
  return problemsIn(faults, WORDS, nameOf).map((problem) =>
    problem.field.endsWith('.withholdings') ? WITHHELD : problem,
  )
}

const CUSTOMER = ['customerDocument', 'customerName', 'customerEmail'] as const

const WITHHELD: FieldProblem = {
  field: 'documentType',
  code: 'type-needs-file',
  message:
    'Este tipo lleva retenciones por línea, y el contrato no tiene campo para ellas: envíelo a documents/xml (sandbox).',
}

/** What the contract asks beyond its schema. The sequence numbers documents of the sandbox only. */
export function contractProblems(request: DocumentRequest, environment: Environment): readonly FieldProblem[] {
  const { encf, referenceEncf, referenceIssueDate, referenceModificationCode } = request
  const hasReference = referenceIssueDate !== undefined || given(referenceModificationCode) !== undefined
  const problems: FieldProblem[] = []
  if (environment === 'production' && given(encf) === undefined) {
    problems.push({ field: 'encf', code: 'field-missing', message: 'En producción el e-NCF es requerido.' })
  }
  if (hasReference && given(referenceEncf) === undefined) {
    problems.push({ field: 'referenceEncf', code: 'field-missing', message: 'Falta el e-NCF de la referencia.' })
  }
  return problems
}

const DAY = 'Debe ser una fecha que exista, AAAA-MM-DD, de 1900 a 2099.'

const WHOLE = 'Debe ser un número entero, de 15 cifras como máximo.'

/** How the contract speaks of its fields. */
export const WORDS: FieldWords = {
  language: 'es',
  forms: {
    issueDate: DAY,
    fechaVencimientoSecuencia: DAY,
    referenceIssueDate: DAY,
    creditDays: 'Debe ser un número entero de días, cero o más, que termine antes del año 2100.',
    currency: 'Debe ser el código ISO 4217 de una moneda, como DOP o USD.',
    exchangeRate:
      'Debe ser mayor que cero y hasta 999.9999, con 4 decimales como máximo: pesos por una unidad de la moneda.',
    customerId: WHOLE,
    itemId: WHOLE,
    customerEmail: 'Debe ser una dirección de correo.',
    qty: 'Debe ser un número mayor que cero, de 15 cifras y 2 decimales como máximo.',
    unitPrice: 'Debe ser un número, cero o más, de 15 cifras y 4 decimales como máximo.',
    discountAmount: 'Debe ser un número, cero o más, de 15 cifras y 2 decimales como máximo.',
    taxRate: 'Debe ser un número: 18, 16 o 0.',
  },
}
