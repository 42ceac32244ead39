import { viaTransporte } from './code-types.ts'
import { integer20 } from './number-types.ts'
import { field, group } from './table.ts'
import { alfNum10, alfNum100, alfNum150, alfNum20, alfNum7, alfa60 } from './text-types.ts'

/**
 * How it travels.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Transporte"; XSD e-CF v1.0
 */
export const TRANSPORT = group('Transporte', 'OOOO--OOOO', [
  field('ViaTransporte', viaTransporte, '--------O-', '0000000030', 'unstated'),
  field('PaisOrigen', alfa60, '--------O-', '0000000030'),
  field('DireccionDestino', alfNum100, '--------O-', '0000000030', 'unstated'),
  field('PaisDestino', alfa60, '--------OO', '0000000033', 'unstated'),
  field('RNCIdentificacionCompaniaTransportista', alfNum20, '--------O-', '0000000030'),
  field('NombreCompaniaTransportista', alfNum150, '--------O-', '0000000030'),
  field('NumeroViaje', alfNum20, '--------O-', '0000000030'),
  field('Conductor', alfNum20, 'OOOO--OOO-', '3333003330'),
  field('DocumentoTransporte', integer20, 'OOOO--OOO-', '3333003330'),
  field('Ficha', alfNum10, 'OOOO--OOO-', '3333003330'),
  field('Placa', alfNum7, 'OOOO--OOO-', '3333003330'),
  field('RutaTransporte', alfNum20, 'OOOO--OOO-', '3333003330'),
  field('ZonaTransporte', alfNum20, 'OOOO--OOO-', '3333003330'),
  field('NumeroAlbaran', alfNum20, 'OOOO--OOO-', '3333003330'),
])
