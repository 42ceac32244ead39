import type { Fault } from '../../domain/fault.ts'
import { facturaNames } from '../factura-names.ts'
import { formWords } from '../form-words.ts'
import { withoutConsequences } from '../without-consequences.ts'
import { withoutEchoes } from '../without-echoes.ts'

/** One thing that is wrong with a document, by the client's own name of the field. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
  /** Two figures that should be one. */
  readonly provided?: string
  readonly expected?: string
}

/** What breaks the shape of the body, whose paths are the client's already. */
export function shapeProblems(faults: readonly Fault[]): readonly FieldProblem[] {
  return faults.map((fault) => ({ field: fault.path, message: formWords(fault, FORMS) }))
}

/** What stops a draft that was made of a body, after what is known of it already. */
export function problemsOf(
  faults: readonly Fault[],
  misshapen: readonly FieldProblem[],
  refused: readonly FieldProblem[],
): readonly FieldProblem[] {
  const wrong = { unread: misshapen.map(({ field }) => field), refused: refused.map(({ field }) => field) }
  // Type and id of the final consumer belong together: told of the one, it is told of both.
  const sound = wrong.refused.includes('buyer.id')
    ? faults.filter(({ code }) => code !== 'final-consumer-name')
    : faults
  const found = withoutConsequences(sound, wrong, fieldOf).map((fault) => ({
    field: fieldOf(fault),
    message: fault.message.en,
    ...(fault.figures ? { provided: fault.figures.stated, expected: fault.figures.computed } : {}),
  }))
  return withoutEchoes([...misshapen, ...refused, ...found])
}

const FIGURE = 'Must be a number in a string, zero or more, such as "100.00": up to 14 digits and 8 decimals.'

const FIGURES = ['unitPrice', 'discount', 'rate', 'taxableBase', 'taxAmount', 'total']

const FORMS: Readonly<Record<string, string>> = {
  issueDate: 'Must be a date in DD/MM/YYYY format.',
  idType: 'Must be a 2-digit SRI identification type code, such as "05".',
  email: 'Must be a valid e-mail address.',
  guiaRemision: 'Must have the form NNN-NNN-NNNNNNNNN, such as 001-001-000000001.',
  method: 'Must be a 2-digit SRI payment method code, such as "01".',
  quantity: FIGURE.replace('zero or more', 'greater than zero'),
  term: 'Must be a number, zero or more, up to 999999.',
  code: 'Must be an SRI tax type code, such as "2".',
  rateCode: 'Must be an SRI tax rate code, such as "4".',
  ...Object.fromEntries(FIGURES.map((name) => [name, FIGURE])),
}

const fieldOf = facturaNames({
  buyer: {
    idType: 'buyer.idType',
    id: 'buyer.id',
    name: 'buyer.name',
    address: 'buyer.address',
    email: 'buyer.email',
  },
  head: {
    reference: 'guiaRemision',
    'ec.infoAdicional': 'additionalInfo',
    'ec.infoTributaria': 'X-Issuer-Id',
    'ec.infoFactura.guiaRemision': 'guiaRemision',
  },
  payment: { formaPago: 'method', total: 'total', plazo: 'term', unidadTiempo: 'termUnit' },
  tax: {
    codigo: 'code',
    codigoPorcentaje: 'rateCode',
    tarifa: 'rate',
    baseImponible: 'taxableBase',
    valor: 'taxAmount',
  },
})
