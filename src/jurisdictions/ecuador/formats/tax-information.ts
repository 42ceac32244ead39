import { branch, leaf } from '../../format/element.ts'
import { ambiente, codDoc, contribuyenteRimpe, tipoEmision } from './code-types.ts'
import { agenteRetencion, claveAcceso, establecimiento, line, ruc, secuencial } from './text-types.ts'

/**
 * Who issues, and which document it is: the same in every type.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annexes 21 and 22; "infoTributaria" of every XSD
 */
export const TAX_INFORMATION = branch('infoTributaria', 'required', [
  leaf('ambiente', 'required', ambiente),
  leaf('tipoEmision', 'required', tipoEmision),
  leaf('razonSocial', 'required', line(300)),
  leaf('nombreComercial', 'optional', line(300)),
  leaf('ruc', 'required', ruc),
  leaf('claveAcceso', 'required', claveAcceso),
  leaf('codDoc', 'required', codDoc),
  leaf('estab', 'required', establecimiento),
  leaf('ptoEmi', 'required', establecimiento),
  leaf('secuencial', 'required', secuencial),
  leaf('dirMatriz', 'required', line(300)),
  leaf('agenteRetencion', 'optional', agenteRetencion, { obligation: 'conditional' }),
  leaf('contribuyenteRimpe', 'optional', contribuyenteRimpe, { obligation: 'conditional' }),
])
