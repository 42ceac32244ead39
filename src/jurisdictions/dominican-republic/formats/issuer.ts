import { provinciaMunicipio } from './code-types.ts'
import { integer20 } from './number-types.ts'
import { field, group } from './table.ts'
import { alfNum, correo, fecha, rnc, telefono } from './text-types.ts'

/**
 * Who issues.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Emisor"; XSD e-CF v1.0
 */
export const ISSUER = group('Emisor', 'RRRRRRRRRR', [
  field('RNCEmisor', rnc, 'RRRRRRRRRR', '1111111111', 'as-is'),
  field('RazonSocialEmisor', alfNum(150), 'RRRRRRRRRR', '1111111111', 'as-is'),
  field('NombreComercial', alfNum(150), 'OOOOOOOOOO', '3333333333', 'as-is'),
  field('Sucursal', alfNum(20), 'OOOOOOOOOO', '3333333333', 'as-is'),
  field('DireccionEmisor', alfNum(100), 'RRRRRRRRRR', '1111111111', 'as-is'),
  field('Municipio', provinciaMunicipio, 'OOOOOOOOOO', '3333333333', 'in-words'),
  field('Provincia', provinciaMunicipio, 'OOOOOOOOOO', '3333333333', 'in-words'),
  group('TablaTelefonoEmisor', 'OOOOOOOOOO', [
    field('TelefonoEmisor', telefono, 'RRRRRRRRRR', '3333333333', 'free', 3),
  ]),
  field('CorreoEmisor', correo, 'OOOOOOOOOO', '3333333333'),
  field('WebSite', alfNum(50), 'OOOOOOOOOO', '3333333333'),
  field('ActividadEconomica', alfNum(100), 'OOOOOOOOOO', '3333333333'),
  field('CodigoVendedor', alfNum(60), 'OOOO--OOO-', '3333003330'),
  field('NumeroFacturaInterna', alfNum(20), 'OOOOOOOOOO', '3333333333'),
  field('NumeroPedidoInterno', integer20, 'OOOOOOOOOO', '3333333333'),
  field('ZonaVenta', alfNum(20), 'OOOO--OOO-', '3333003330'),
  field('RutaVenta', alfNum(20), 'OOOO--OOO-', '3333003330'),
  field('InformacionAdicionalEmisor', alfNum(250), 'OOOOOOOOOO', '3333333333'),
  field('FechaEmision', fecha, 'RRRRRRRRRR', '1111111111', 'as-is'),
])
