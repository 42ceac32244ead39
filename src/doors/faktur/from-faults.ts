import type { Fault } from '../../domain/fault.ts'
import { IVA } from '../../jurisdictions/ecuador/factura-draft.ts'
import { facturaNames } from '../factura-names.ts'
import { formWords } from '../form-words.ts'
import { withoutConsequences } from '../without-consequences.ts'
import { withoutEchoes } from '../without-echoes.ts'
import { buyerIdMessage } from './buyer-id.ts'
import type { ContractCode, ContractProblem } from './contract-problems.ts'
import type { InvoiceBody } from './invoice-schema.ts'

/** What breaks the shape of a request, whose paths are the client's already. */
export function shapeProblems(faults: readonly Fault[]): readonly ContractProblem[] {
  return faults.map((fault) => {
    return { code: 'VALIDATION_ERROR', field: fault.path, message: formWords(fault, FORMS), isOfShape: true }
  })
}

/** What stops a draft that was made of `body`, in the contract's codes and the client's names, after what is known already. */
export function problemsOf(
  faults: readonly Fault[],
  body: InvoiceBody,
  known: readonly ContractProblem[],
): readonly ContractProblem[] {
  const fieldOf = (fault: Fault) => fieldIn(body, fault)
  const wrong = {
    unread: known.filter(({ isOfShape }) => isOfShape).map(({ field }) => field),
    refused: known.filter(({ isOfShape }) => !isOfShape).map(({ field }) => field),
  }
  const isPlaceRead = !wrong.unread.some((field) => PLACE.has(field))
  const sound = faults.filter((fault) => {
    return (isPlaceRead || fault.code !== 'emission-point-unknown') && !isPartOfCent(fault, fieldOf(fault))
  })
  const found = withoutConsequences(sound, wrong, fieldOf).map((fault) => problemOf(fault, fieldOf(fault), body))
  return withoutEchoes([...known, ...found], ({ code }) => (code === 'VALIDATION_ERROR' ? undefined : code))
}

/** Payments may have parts of a cent here, as sums of binary numbers do: what counts is what they come to. */
function isPartOfCent({ code }: Fault, field: string): boolean {
  return code === 'field-decimals' && /^payments\[\d+\]\.amount$/.test(field)
}

const PLACE: ReadonlySet<string> = new Set(['establishmentCode', 'emissionPointCode'])

function problemOf({ code: faultCode, message, figures }: Fault, field: string, body: InvoiceBody): ContractProblem {
  const code = CODES[faultCode] ?? codeOfField(field, body)
  switch (code) {
    case 'INVALID_BUYER_ID':
      return { code, field, message: buyerIdMessage(body.buyerIdType) }
    case 'INCONSISTENT_TOTALS': {
      const at = faultCode === 'payments-sum' ? PAYMENTS_SUM : field
      if (!figures) return { code, field: at }
      return { code, field: at, provided: Number(figures.stated), expected: Number(figures.computed) }
    }
    case 'VALIDATION_ERROR':
      return { code, field, message: FORMS[field] ?? message.en }
    default:
      return { code, field }
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

/** The code of whatever may be wrong with a field, where the contract has one. */
function codeOfField(field: string, { items }: InvoiceBody): ContractCode {
  const [, item, tax] = /^items\[(\d+)\]\.taxes\[(\d+)\]\.rateCode$/.exec(field) ?? []
  const isOfIva = items[Number(item)]?.taxes[Number(tax)]?.taxCode === IVA
  return isOfIva ? 'INVALID_IVA_RATE_CODE' : 'VALIDATION_ERROR'
}

const FIGURE = 'Must be a number, zero or more, of at most 15 digits.'

const FIGURES = ['discount', 'rate', 'taxableBase', 'taxAmount', 'amount', 'subtotal', 'totalDiscount', 'totalAmount']

const FORMS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(FIGURES.map((name) => [name, FIGURE])),
  quantity: 'Must be a number greater than 0, of at most 15 digits and 6 decimals.',
  unitPrice: 'Must be a number, zero or more, of at most 15 digits and 6 decimals.',
  termDays: 'Must be a whole number of days, from 0 to 999999.',
  issueDate: 'Must be a date in YYYY-MM-DD format, from 2000-01-01 on.',
  buyerEmail: 'Must be one or more e-mail addresses.',
  // Of `idempotency-key`.
  key: 'Must be 1 to 255 visible ASCII characters.',
}

/** Who buys is told of by the id; a place that the issuer does not have, by what the client names it with. */
function fieldIn({ establishmentCode, emissionPointCode }: InvoiceBody, fault: Fault): string {
  if (CODES[fault.code] === 'INVALID_BUYER_ID') return 'buyerId'
  const isOfEstablishment = fault.code === 'emission-point-unknown' && emissionPointCode === undefined
  return isOfEstablishment && establishmentCode !== undefined ? 'establishmentCode' : nameOf(fault)
}

const nameOf = facturaNames({
  buyer: { idType: 'buyerIdType', id: 'buyerId', name: 'buyerName', address: 'buyerAddress', email: 'buyerEmail' },
  head: {
    'ec.infoAdicional': 'buyerEmail',
    'ec.infoTributaria': 'emissionPointCode',
    'ec.infoTributaria.estab': 'establishmentCode',
    'ec.infoFactura.totalSinImpuestos': 'subtotal',
    'ec.infoFactura.totalDescuento': 'totalDiscount',
    'ec.infoFactura.importeTotal': 'totalAmount',
  },
  payment: { formaPago: 'method', total: 'amount', plazo: 'termDays', unidadTiempo: 'termUnit' },
  tax: {
    codigo: 'taxCode',
    codigoPorcentaje: 'rateCode',
    tarifa: 'rate',
    baseImponible: 'taxableBase',
    valor: 'taxAmount',
  },
})
