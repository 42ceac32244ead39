import { branch, leaf } from '../../format/element.ts'
import type { Format, SimpleType } from '../../format/format.ts'
import { LINE_DETAILS_OR_NONE } from './additional-information.ts'
import { documentoSustento2 } from './code-types.ts'
import { documentFormat } from './document.ts'
import { ESTABLISHMENT_ADDRESS, KEEPS_ACCOUNTS, specialTaxpayer } from './issuer-status.ts'
import { goodsCodes, lines } from './lines.ts'
import { cantidad, monto } from './number-types.ts'
import { NO_LIMIT } from './repetition.ts'
import { fecha, line, numeroAutorizacion, numeroConGuiones, text } from './text-types.ts'
import { CARRIER, destination, TRANSPORT_DATES } from './transport.ts'

const INFO = branch('infoGuiaRemision', 'required', [
  ESTABLISHMENT_ADDRESS,
  leaf('dirPartida', 'required', line(300)),
  ...CARRIER,
  leaf('rise', 'optional', text(40), { obligation: 'not-applicable' }),
  KEEPS_ACCOUNTS,
  specialTaxpayer(),
  ...TRANSPORT_DATES,
  leaf('placa', 'required', line(20)),
])

/**
 * Guía de remisión, oldest version first: 1.1.0 counts quantities to six decimals.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 3; XSD guiaRemision v1.0.0, v1.1.0
 */
export const WAYBILLS: readonly Format[] = [waybill('1.0.0', monto), waybill('1.1.0', cantidad)]

function waybill(version: string, quantity: SimpleType): Format {
  const recipient = branch(
    'destinatario',
    'required',
    [
      leaf('identificacionDestinatario', 'required', line(20)),
      leaf('razonSocialDestinatario', 'required', line(300)),
      leaf('dirDestinatario', 'required', line(300)),
      ...destination(20),
      leaf('codDocSustento', 'optional', documentoSustento2),
      leaf('numDocSustento', 'optional', numeroConGuiones),
      leaf('numAutDocSustento', 'optional', numeroAutorizacion),
      leaf('fechaEmisionDocSustento', 'optional', fecha),
      lines([...goodsCodes(), leaf('cantidad', 'required', quantity), LINE_DETAILS_OR_NONE]),
    ],
    NO_LIMIT,
  )
  return documentFormat({
    code: '06',
    version,
    root: 'guiaRemision',
    attributes: { id: 'required', version: 'required' },
    children: [INFO, branch('destinatarios', 'required', [recipient])],
  })
}
