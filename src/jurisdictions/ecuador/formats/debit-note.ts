import { branch, leaf } from '../../format/element.ts'
import type { Format } from '../../format/format.ts'
import { impuesto } from './code-types.ts'
import { documentFormat } from './document.ts'
import { NOTE_INFORMATION } from './note.ts'
import { monto, montoConSigno, tarifa } from './number-types.ts'
import { payments } from './payments.ts'
import { NO_LIMIT } from './repetition.ts'
import { COMPENSATIONS, RETURNED_IVA, taxCodes } from './taxes.ts'
import { line } from './text-types.ts'

const TAX = branch(
  'impuesto',
  'required',
  [
    ...taxCodes(impuesto),
    leaf('tarifa', 'required', tarifa),
    leaf('baseImponible', 'required', monto),
    leaf('valor', 'required', monto),
    RETURNED_IVA,
  ],
  NO_LIMIT,
)

const INFO = branch('infoNotaDebito', 'required', [
  ...NOTE_INFORMATION,
  leaf('totalSinImpuestos', 'required', montoConSigno),
  branch('impuestos', 'required', [TAX]),
  COMPENSATIONS,
  leaf('valorTotal', 'required', monto),
  // The schema lets the whole group repeat, not only the payments in it.
  payments(NO_LIMIT),
])

const REASONS = branch('motivos', 'required', [
  branch('motivo', 'required', [leaf('razon', 'required', line(300)), leaf('valor', 'required', monto)], NO_LIMIT),
])

/**
 * Nota de débito, in its only version. It has reasons in place of lines.
 *
 * @source SRI, XSD notaDebito v1.0.0
 */
export const DEBIT_NOTES: readonly Format[] = [
  documentFormat({
    code: '05',
    version: '1.0.0',
    root: 'notaDebito',
    attributes: { id: 'optional', version: 'required' },
    children: [INFO, REASONS],
  }),
]
