import type { Fault } from '../../domain/fault.ts'
import { holdersOf } from '../field-path.ts'

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
  return faults.map(({ code, path, message }) => {
    const name = /(\w+)(?:\[\d+\])*$/.exec(path)?.[1] ?? ''
    const form = UNFIT.has(code) ? (FORMS[name] ?? (FIGURES.has(name) ? FIGURE : undefined)) : undefined
    return { field: path, message: form ?? message.en }
  })
}

/** What stops a draft that was made of the body. */
export function draftProblems(faults: readonly Fault[]): readonly FieldProblem[] {
  return faults
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message, figures }) => ({
      field: fieldOf(path),
      message: message.en,
      ...(figures ? { provided: figures.stated, expected: figures.computed } : {}),
    }))
}

/** One problem a field, the first; and none of what holds or lies within a field that has one already. */
export function withoutEchoes(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const told = new Map<string, FieldProblem>()
  const holders = new Set<string>()
  for (const problem of problems) {
    const around = holdersOf(problem.field)
    if (holders.has(problem.field) || [problem.field, ...around].some((field) => told.has(field))) continue
    told.set(problem.field, problem)
    for (const holder of around) holders.add(holder)
  }
  return [...told.values()]
}

/** What says only that the value is not of its form. */
const UNFIT: ReadonlySet<string> = new Set(['field-format', 'field-invalid'])

const FORMS: Readonly<Record<string, string>> = {
  issueDate: 'Must be a date in DD/MM/YYYY format.',
  idType: 'Must be a 2-digit SRI identification type code, such as "05".',
  email: 'Must be a valid e-mail address.',
  guiaRemision: 'Must have the form NNN-NNN-NNNNNNNNN, such as 001-001-000000001.',
  method: 'Must be a 2-digit SRI payment method code, such as "01".',
  term: 'Must be a number, zero or more.',
  code: 'Must be an SRI tax type code, such as "2".',
  rateCode: 'Must be an SRI tax rate code, such as "4".',
}

const FIGURES: ReadonlySet<string> = new Set([
  ...['quantity', 'unitPrice', 'discount', 'rate', 'taxableBase', 'taxAmount', 'total'],
])
const FIGURE = 'Must be a number, zero or more, in a string, such as "100.00".'

/** The client's name of a place in the draft. What has none is told by the draft's own. */
export function fieldOf(path: string): string {
  return FIELDS.reduce((field, [place, name]) => field.replace(place, name), path)
}

/** Places in the draft and what the contract calls them; one may rest on what those before it made. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/^type$/, 'documentType'],
  [/^ec\.infoTributaria(?:\..*)?$/, 'X-Issuer-Id'],
  [/^ec\.infoFactura\.fechaEmision$/, 'issueDate'],
  [/^ec\.infoFactura\.tipoIdentificacionComprador$/, 'buyer.idType'],
  [/^(?:ec\.infoFactura\.identificacionComprador|buyer\.taxId)$/, 'buyer.id'],
  [/^ec\.infoFactura\.razonSocialComprador$/, 'buyer.name'],
  [/^ec\.infoFactura\.direccionComprador$/, 'buyer.address'],
  [/^(?:ec\.infoFactura\.guiaRemision|reference(?:\..*)?)$/, 'guiaRemision'],
  [/^ec\.infoAdicional(?:\..*)?$/, 'additionalInfo'],
  [/^ec\.infoFactura\.pagos(?:\.pago(?=$|\[))?/, 'payments'],
  [/^payment\.methods/, 'payments'],
  [/^(payments\[\d+\])\.formaPago$/, '$1.method'],
  [/^(payments\[\d+\])\.plazo$/, '$1.term'],
  [/^(payments\[\d+\])\.unidadTiempo$/, '$1.termUnit'],
  [/^lines(?=$|\[)/, 'items'],
  [/^(items\[\d+\])\.(?:ec\.descripcion|name)$/, '$1.description'],
  [/^(items\[\d+\])\.ec\.cantidad$/, '$1.quantity'],
  [/^(items\[\d+\])\.ec\.precioUnitario$/, '$1.unitPrice'],
  [/^(items\[\d+\])\.(?:ec\.descuento|discounts.*)$/, '$1.discount'],
  [/^(items\[\d+\])\.(?:ec\.codigoPrincipal|codes)$/, '$1.mainCode'],
  [/^(items\[\d+\])\.ec\.codigoAuxiliar$/, '$1.auxiliaryCode'],
  [/^(items\[\d+\])\.ec\.impuestos(?:\.impuesto(?=$|\[))?/, '$1.taxes'],
  [/^(items\[\d+\]\.taxes\[\d+\])\.codigo$/, '$1.code'],
  [/^(items\[\d+\]\.taxes\[\d+\])\.codigoPorcentaje$/, '$1.rateCode'],
  [/^(items\[\d+\]\.taxes\[\d+\])\.tarifa$/, '$1.rate'],
  [/^(items\[\d+\]\.taxes\[\d+\])\.baseImponible$/, '$1.taxableBase'],
  [/^(items\[\d+\]\.taxes\[\d+\])\.valor$/, '$1.taxAmount'],
]
