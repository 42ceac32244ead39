import { branch, leaf, type ElementOptions, type Presence } from '../../format/element.ts'
import type { ElementFormat } from '../../format/format.ts'
import { formaPago } from './code-types.ts'
import { monto } from './number-types.ts'
import { NO_LIMIT } from './repetition.ts'
import { line } from './text-types.ts'

const METHOD_AND_TOTAL = [leaf('formaPago', 'required', formaPago), leaf('total', 'required', monto)]

const TERM = [leaf('plazo', 'optional', monto), leaf('unidadTiempo', 'optional', line(10))]

/** How and when a sale is paid. */
export function payments(options: ElementOptions = {}): ElementFormat {
  return paymentsOf('optional', [...METHOD_AND_TOTAL, ...TERM], options)
}

/** How a document that tax was withheld from is paid. */
export const SUPPORT_PAYMENTS = paymentsOf('required', METHOD_AND_TOTAL)

function paymentsOf(presence: Presence, children: readonly ElementFormat[], options?: ElementOptions): ElementFormat {
  return branch('pagos', presence, [branch('pago', 'required', children, NO_LIMIT)], options)
}
