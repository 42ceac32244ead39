import { textAt } from '../../reading.ts'
import { hasCheckDigit, partsOf } from '../access-key.ts'
import { error, type Finding } from '../finding.ts'
import type { Comprobante } from './comprobante.ts'

/**
 * Every part of the key against the document, and its check digit. The date of a guía's key is the start of the transport.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 1; ch. 11, code 58
 */
export function* accessKeyFindings({ root, type, accessKey }: Comprobante): Generator<Finding> {
  const parts = partsOf(accessKey)
  const head = (name: string) => textAt(root, `infoTributaria.${name}`)
  const pairs: readonly (readonly [name: string, inKey: string, inDocument: string | undefined])[] = [
    ['fecha de emisión', parts.date, textAt(root, type.date)?.replaceAll('/', '')],
    ['tipo de comprobante', parts.type, head('codDoc')],
    ['RUC', parts.ruc, head('ruc')],
    ['ambiente', parts.ambiente, head('ambiente')],
    ['establecimiento', parts.estab, head('estab')],
    ['punto de emisión', parts.ptoEmi, head('ptoEmi')],
    ['secuencial', parts.secuencial, head('secuencial')],
    ['tipo de emisión', parts.tipoEmision, head('tipoEmision')],
  ]
  for (const [name, inKey, inDocument] of pairs) {
    if (inKey !== inDocument) {
      yield error('58', `${name}: ${inKey} en la clave de acceso, ${inDocument ?? ''} en el comprobante`)
    }
  }
  if (!hasCheckDigit(accessKey)) yield error('58', 'dígito verificador incorrecto')
}
