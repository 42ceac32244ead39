import type { Fault } from '../../domain/fault.ts'
import { holdersOf } from '../field-path.ts'
import { buyerIdMessage } from './buyer-id.ts'
import type { ContractCode, ContractProblem } from './contract-problems.ts'
import type { InvoiceBody } from './invoice-schema.ts'

/** What stops a draft that was made of `body`, in the contract's codes and the client's names. */
export function problemsOf(faults: readonly Fault[], body: InvoiceBody): readonly ContractProblem[] {
  const problems = faults.filter(({ severity }) => severity === 'error').map((fault) => problemOf(fault, body))
  return withoutEchoes(problems)
}

/** One problem a field: of several the one that the contract has a code for; and none of what holds a field that has one already. */
export function withoutEchoes(problems: readonly ContractProblem[]): readonly ContractProblem[] {
  const named = problems.filter(({ code }) => code !== 'VALIDATION_ERROR')
  const general = problems.filter(({ code }) => code === 'VALIDATION_ERROR')
  const told = new Map<string, ContractProblem>()
  for (const problem of named) told.set(`${problem.code} ${problem.field}`, problem)
  const fields = new Set([...told.values()].map(({ field }) => field))
  const holders = new Set([...fields].flatMap(holdersOf))
  for (const problem of general) {
    const isEcho =
      holders.has(problem.field) || [problem.field, ...holdersOf(problem.field)].some((at) => fields.has(at))
    if (!isEcho) told.set(`${problem.field} ${problem.message ?? ''}`, problem)
  }
  return [...told.values()]
}

function problemOf({ code: faultCode, path, message, figures }: Fault, body: InvoiceBody): ContractProblem {
  const code = CODES[faultCode] ?? 'VALIDATION_ERROR'
  switch (code) {
    case 'INVALID_BUYER_ID':
      return { code, field: 'buyerId', message: buyerIdMessage(body.buyerIdType) }
    case 'INCONSISTENT_TOTALS': {
      const field = faultCode === 'payments-sum' ? PAYMENTS_SUM : fieldOf(path)
      if (!figures) return { code, field }
      return { code, field, provided: Number(figures.stated), expected: Number(figures.computed) }
    }
    case 'VALIDATION_ERROR':
      return { code, field: fieldOf(PLACES[faultCode]?.(path) ?? path), message: message.en }
    default:
      return { code, field: fieldOf(path) }
  }
}

const PAYMENTS_SUM = 'payments[].amount (sum)'

/** Faults that the contract has a code for. */
const CODES: Readonly<Record<string, ContractCode>> = {
  'issue-date-future': 'FUTURE_ISSUE_DATE',
  'buyer-identification': 'INVALID_BUYER_ID',
  'final-consumer-name': 'INVALID_BUYER_ID',
  'line-negative': 'DISCOUNT_EXCEEDS_SUBTOTAL',
  'iva-not-in-force': 'INVALID_IVA_RATE_CODE',
  'iva-rate-of-code': 'INVALID_IVA_RATE_CODE',
  'total-mismatch': 'INCONSISTENT_TOTALS',
  'payments-sum': 'INCONSISTENT_TOTALS',
}

/** Faults of a code that the draft has in one list, and the contract in a field of its own. */
const PLACES: Readonly<Record<string, (path: string) => string>> = {
  'construction-material-code': (path) => path.replace(/\.codes$/, '.ec.codigoAuxiliar'),
}

/** The client's name of a place in the draft. What has none is told by the draft's own. */
export function fieldOf(path: string): string {
  return FIELDS.reduce((field, [place, name]) => field.replace(place, name), path)
}

/** Places in the draft and what the contract calls them, the longest first: one rests on what those before it made. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/^ec\.infoFactura\.(?:tipoIdentificacionComprador)$/, 'buyerIdType'],
  [/^(?:ec\.infoFactura\.identificacionComprador|buyer\.taxId)$/, 'buyerId'],
  [/^(?:ec\.infoFactura\.razonSocialComprador|buyer\.name)$/, 'buyerName'],
  [/^(?:ec\.infoFactura\.direccionComprador|buyer\.address)$/, 'buyerAddress'],
  [/^(?:ec\.infoAdicional.*|buyer\.email)$/, 'buyerEmail'],
  [/^ec\.infoFactura\.fechaEmision$/, 'issueDate'],
  [/^ec\.infoFactura\.totalSinImpuestos$/, 'subtotal'],
  [/^ec\.infoFactura\.totalDescuento$/, 'totalDiscount'],
  [/^ec\.infoFactura\.importeTotal$/, 'totalAmount'],
  [/^ec\.infoFactura\.pagos(?:\.pago(?=$|\[))?/, 'payments'],
  [/^payment\.methods/, 'payments'],
  [/^(payments\[\d+\])\.formaPago$/, '$1.method'],
  [/^(payments\[\d+\])\.total$/, '$1.amount'],
  [/^(payments\[\d+\])\.plazo$/, '$1.termDays'],
  [/^(payments\[\d+\])\.unidadTiempo$/, '$1.termUnit'],
  [/^ec\.infoTributaria\.estab$/, 'establishmentCode'],
  [/^ec\.infoTributaria(?:\.ptoEmi)?$/, 'emissionPointCode'],
  [/^lines(?=$|\[)/, 'items'],
  [/^(items\[\d+\])\.(?:ec\.descripcion|name)$/, '$1.description'],
  [/^(items\[\d+\])\.ec\.cantidad$/, '$1.quantity'],
  [/^(items\[\d+\])\.ec\.precioUnitario$/, '$1.unitPrice'],
  [/^(items\[\d+\])\.(?:ec\.descuento|discounts.*)$/, '$1.discount'],
  [/^(items\[\d+\])\.(?:ec\.codigoPrincipal|codes)$/, '$1.mainCode'],
  [/^(items\[\d+\])\.ec\.codigoAuxiliar$/, '$1.auxiliaryCode'],
  [/^(items\[\d+\])\.ec\.impuestos(?:\.impuesto(?=$|\[))?/, '$1.taxes'],
  [/^(items\[\d+\]\.taxes\[\d+\])\.codigo$/, '$1.taxCode'],
  [/^(items\[\d+\]\.taxes\[\d+\])\.codigoPorcentaje$/, '$1.rateCode'],
  [/^(items\[\d+\]\.taxes\[\d+\])\.tarifa$/, '$1.rate'],
  [/^(items\[\d+\]\.taxes\[\d+\])\.baseImponible$/, '$1.taxableBase'],
  [/^(items\[\d+\]\.taxes\[\d+\])\.valor$/, '$1.taxAmount'],
]
