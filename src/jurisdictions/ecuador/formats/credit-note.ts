import { branch, leaf } from '../../format/element.ts'
import type { Format, SimpleType } from '../../format/format.ts'
import { impuesto } from './code-types.ts'
import { documentFormat } from './document.ts'
import { creditedLines } from './lines.ts'
import { NOTE_INFORMATION } from './note.ts'
import { cantidad, monto } from './number-types.ts'
import { NO_LIMIT } from './repetition.ts'
import { COMPENSATIONS, RETURNED_IVA, taxCodes } from './taxes.ts'
import { line } from './text-types.ts'

const TOTAL_TAX = branch(
  'totalImpuesto',
  'required',
  [...taxCodes(impuesto), leaf('baseImponible', 'required', monto), leaf('valor', 'required', monto), RETURNED_IVA],
  NO_LIMIT,
)

const INFO = branch('infoNotaCredito', 'required', [
  ...NOTE_INFORMATION,
  leaf('totalSinImpuestos', 'required', monto),
  COMPENSATIONS,
  leaf('valorModificacion', 'required', monto),
  leaf('moneda', 'optional', line(15)),
  branch('totalConImpuestos', 'required', [TOTAL_TAX]),
  leaf('motivo', 'required', line(300)),
])

/**
 * Nota de crédito, oldest version first: 1.1.0 counts quantities and prices to six decimals.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 3; XSD notaCredito v1.0.0, v1.1.0
 */
export const CREDIT_NOTES: readonly Format[] = [creditNote('1.0.0', monto), creditNote('1.1.0', cantidad)]

function creditNote(version: string, quantity: SimpleType): Format {
  return documentFormat({
    code: '04',
    version,
    root: 'notaCredito',
    attributes: { id: 'required', version: 'required' },
    children: [INFO, creditedLines(impuesto, quantity)],
  })
}
