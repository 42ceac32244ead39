import { leaf } from '../../format/element.ts'
import type { ElementFormat, SimpleType } from '../../format/format.ts'
import { monto, porcentaje } from './number-types.ts'
import { line } from './text-types.ts'

/** What is withheld, of which tax and how much: in every version of retención. */
export function withheld(tax: SimpleType): readonly ElementFormat[] {
  return [
    leaf('codigo', 'required', tax),
    leaf('codigoRetencion', 'required', line(5)),
    leaf('baseImponible', 'required', monto),
    leaf('porcentajeRetener', 'required', porcentaje),
    leaf('valorRetenido', 'required', monto),
  ]
}
