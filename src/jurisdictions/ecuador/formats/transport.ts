import { branch, leaf } from '../../format/element.ts'
import { tipoIdentificacion } from './code-types.ts'
import { NO_LIMIT } from './repetition.ts'
import { establecimiento, fecha, line } from './text-types.ts'

/** Who carries the goods. */
export const CARRIER = [
  leaf('razonSocialTransportista', 'required', line(300)),
  leaf('tipoIdentificacionTransportista', 'required', tipoIdentificacion),
  leaf('rucTransportista', 'required', line(20)),
]

/** When they travel. */
export const TRANSPORT_DATES = [
  leaf('fechaIniTransporte', 'required', fecha),
  leaf('fechaFinTransporte', 'required', fecha),
]

/** Why and where to; `customsLength` is the most characters of the customs document. */
export function destination(customsLength: number) {
  return [
    leaf('motivoTraslado', 'required', line(300)),
    leaf('docAduaneroUnico', 'optional', line(customsLength)),
    leaf('codEstabDestino', 'optional', establecimiento),
    leaf('ruta', 'optional', line(300)),
  ]
}

/**
 * What makes a factura stand in for a guía de remisión.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 9
 */
export const WAYBILL_SUBSTITUTE = branch(
  'infoSustitutivaGuiaRemision',
  'optional',
  [
    leaf('dirPartida', 'required', line(300)),
    leaf('dirDestinatario', 'required', line(300)),
    ...TRANSPORT_DATES,
    ...CARRIER,
    leaf('placa', 'required', line(20)),
    branch('destinos', 'required', [branch('destino', 'required', destination(64), NO_LIMIT)]),
  ],
  { obligation: 'conditional' },
)
