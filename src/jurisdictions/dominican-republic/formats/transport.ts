import { viaTransporte } from './code-types.ts'
import { integer20 } from './number-types.ts'
import { field, group } from './table.ts'
import { alfNum, alfa60 } from './text-types.ts'

/**
 * How it travels.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Transporte"; XSD e-CF v1.0
 */
export const TRANSPORT = group('Transporte', 'OOOO--OOOO', [
  field('ViaTransporte', viaTransporte, '--------O-', '0000000030', 'unstated'),
  field('PaisOrigen', alfa60, '--------O-', '0000000030'),
  field('DireccionDestino', alfNum(100), '--------O-', '0000000030', 'unstated'),
  field('PaisDestino', alfa60, '--------OO', '0000000033', 'unstated'),
  field('RNCIdentificacionCompaniaTransportista', alfNum(20), '--------O-', '0000000030'),
  field('NombreCompaniaTransportista', alfNum(150), '--------O-', '0000000030'),
  field('NumeroViaje', alfNum(20), '--------O-', '0000000030'),
  field('Conductor', alfNum(20), 'OOOO--OOO-', '3333003330'),
  field('DocumentoTransporte', integer20, 'OOOO--OOO-', '3333003330'),
  field('Ficha', alfNum(10), 'OOOO--OOO-', '3333003330'),
  field('Placa', alfNum(7), 'OOOO--OOO-', '3333003330'),
  field('RutaTransporte', alfNum(20), 'OOOO--OOO-', '3333003330'),
  field('ZonaTransporte', alfNum(20), 'OOOO--OOO-', '3333003330'),
  field('NumeroAlbaran', alfNum(20), 'OOOO--OOO-', '3333003330'),
])
