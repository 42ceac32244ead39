import { branch, leaf } from '../../format/element.ts'
import type { ElementFormat, SimpleType } from '../../format/format.ts'
import { LINE_DETAILS } from './additional-information.ts'
import { monto } from './number-types.ts'
import { NO_LIMIT } from './repetition.ts'
import { lineTaxes } from './taxes.ts'
import { line } from './text-types.ts'

const CONDITIONAL = { obligation: 'conditional' } as const

/** The lines of factura and liquidación; `quantity` is the type of quantities and prices. */
export function saleLines(tax: SimpleType, quantity: SimpleType): ElementFormat {
  return lines([
    leaf('codigoPrincipal', 'optional', line(25)),
    leaf('codigoAuxiliar', 'optional', line(25)),
    leaf('descripcion', 'required', line(300)),
    leaf('unidadMedida', 'optional', line(50), CONDITIONAL),
    leaf('cantidad', 'required', quantity),
    leaf('precioUnitario', 'required', quantity),
    leaf('precioSinSubsidio', 'optional', quantity, CONDITIONAL),
    leaf('descuento', 'required', monto),
    leaf('precioTotalSinImpuesto', 'required', monto),
    LINE_DETAILS,
    lineTaxes(tax),
  ])
}

/** The lines of nota de crédito. */
export function creditedLines(tax: SimpleType, quantity: SimpleType): ElementFormat {
  return lines([
    ...goodsCodes(),
    leaf('cantidad', 'required', quantity),
    leaf('precioUnitario', 'required', quantity),
    leaf('descuento', 'optional', monto),
    leaf('precioTotalSinImpuesto', 'required', monto),
    LINE_DETAILS,
    lineTaxes(tax, 'optional'),
  ])
}

/** What a line of nota de crédito or guía is about. */
export function goodsCodes(): readonly ElementFormat[] {
  return [
    leaf('codigoInterno', 'optional', line(25)),
    leaf('codigoAdicional', 'optional', line(25)),
    leaf('descripcion', 'required', line(300)),
  ]
}

/** Lines, one at least. */
export function lines(children: readonly ElementFormat[]): ElementFormat {
  return branch('detalles', 'required', [branch('detalle', 'required', children, NO_LIMIT)])
}
