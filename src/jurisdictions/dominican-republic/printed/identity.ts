import type { PrintedIdentity } from '../../../domain/printed-page.ts'
import { labelOf } from './labels.ts'
import { strong } from './panels.ts'
import type { Values } from './values.ts'

/**
 * The top right: the type in words, the number, until when its range is valid, and what it modifies and why.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), 17, "Representación impresa"
 */
export function printedIdentity(idDoc: Values, reference: Values): PrintedIdentity {
  return {
    type: idDoc.text('TipoeCF') ?? '',
    number: { label: labelOf('eNCF'), value: idDoc.text('eNCF') ?? '', strong: true },
    facts: [
      ...idDoc.facts('FechaVencimientoSecuencia'),
      ...strong(reference.facts('NCFModificado')),
      ...reference.facts('FechaNCFModificado', 'RNCOtroContribuyente'),
      ...strong(reference.facts('CodigoModificacion')),
      ...reference.facts('RazonModificacion'),
    ],
    barcode: undefined,
  }
}
