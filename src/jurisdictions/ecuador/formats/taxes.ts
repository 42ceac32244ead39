import { branch, leaf, type Presence } from '../../format/element.ts'
import type { ElementFormat, SimpleType } from '../../format/format.ts'
import { codigoPorcentaje, compensacion } from './code-types.ts'
import { monto, montoConSigno, tarifa } from './number-types.ts'
import { NO_LIMIT } from './repetition.ts'

/** What a tax and its rate are, in lines and totals alike; `tax` says which taxes the document may have. */
export function taxCodes(tax: SimpleType): readonly ElementFormat[] {
  return [leaf('codigo', 'required', tax), leaf('codigoPorcentaje', 'required', codigoPorcentaje)]
}

/** The taxes of a line. In nota de crédito the rate may be left out, and so may all of them. */
export function lineTaxes(tax: SimpleType, presence: Presence = 'required'): ElementFormat {
  const children = [
    ...taxCodes(tax),
    leaf('tarifa', presence, tarifa),
    leaf('baseImponible', 'required', monto),
    leaf('valor', 'required', monto),
  ]
  return branch('impuestos', 'required', [branch('impuesto', presence, children, NO_LIMIT)], {
    mayBeEmpty: presence === 'optional',
  })
}

/** The sums of factura and liquidación by tax and rate; `rest` follows the amount. */
export function totalTaxes(tax: SimpleType, rest: readonly ElementFormat[] = []): ElementFormat {
  const children = [
    ...taxCodes(tax),
    leaf('descuentoAdicional', 'optional', montoConSigno),
    leaf('baseImponible', 'required', monto),
    leaf('tarifa', 'optional', tarifa),
    leaf('valor', 'required', monto),
    ...rest,
  ]
  return branch('totalConImpuestos', 'required', [branch('totalImpuesto', 'required', children, NO_LIMIT)])
}

/** The IVA that SRI gives back to an older adult, as its DIG service authorised it. */
export const RETURNED_IVA = leaf('valorDevolucionIva', 'optional', monto, { obligation: 'conditional' })

/** The solidarity compensation of 2016 and 2017: out of use, still in the schemas. */
export const COMPENSATIONS = compensations('compensaciones', 'compensacion')
/** The same of a reimbursed document. */
export const REIMBURSED_COMPENSATIONS = compensations('compensacionesReembolso', 'compensacionReembolso')

function compensations(group: string, each: string): ElementFormat {
  const children = [
    leaf('codigo', 'required', compensacion),
    leaf('tarifa', 'required', tarifa),
    leaf('valor', 'required', monto),
  ]
  return branch(group, 'optional', [branch(each, 'required', children, NO_LIMIT)], { obligation: 'not-applicable' })
}
