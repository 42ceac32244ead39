import { leaf } from '../../format/element.ts'
import { documentoSustento2, tipoIdentificacion } from './code-types.ts'
import { ESTABLISHMENT_ADDRESS, KEEPS_ACCOUNTS, specialTaxpayer } from './issuer-status.ts'
import { fecha, line, numeroConGuiones, text } from './text-types.ts'

/**
 * What nota de crédito and nota de débito say alike: when, to whom, and about which document.
 *
 * @source SRI, XSD notaCredito v1.1.0 and notaDebito v1.0.0
 */
export const NOTE_INFORMATION = [
  leaf('fechaEmision', 'required', fecha),
  ESTABLISHMENT_ADDRESS,
  leaf('tipoIdentificacionComprador', 'required', tipoIdentificacion),
  leaf('razonSocialComprador', 'required', line(300)),
  leaf('identificacionComprador', 'required', line(20)),
  specialTaxpayer(),
  KEEPS_ACCOUNTS,
  leaf('rise', 'optional', text(40), { obligation: 'not-applicable' }),
  leaf('codDocModificado', 'required', documentoSustento2),
  leaf('numDocModificado', 'required', numeroConGuiones),
  leaf('fechaEmisionDocSustento', 'required', fecha),
]
