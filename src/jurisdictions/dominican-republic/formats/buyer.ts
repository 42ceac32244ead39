import { provinciaMunicipio } from './code-types.ts'
import { field, group } from './table.ts'
import { alfNum, alfa20, alfa60, correo, fecha, rnc, telefono } from './text-types.ts'

/**
 * Who buys. In 32 the schema wants the group even for an anonymous sale, so there it may stand empty.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Comprador"; XSD e-CF v1.0
 */
export const BUYER = group(
  'Comprador',
  'RROOR-RRRO',
  [
    field('RNCComprador', rnc, 'ROOOR-ORO-', '1222102120', 'as-is'),
    field('IdentificadorExtranjero', alfNum(20), '-OOO--O-OO', '0222002023', 'as-is'),
    field('RazonSocialComprador', alfNum(150), 'ROOOR-RRRO', '1222101113', 'as-is'),
    field('ContactoComprador', alfNum(80), 'OOOOO-OOO-', '3333303330'),
    field('CorreoComprador', correo, 'OOOOO-OOO-', '3333303330'),
    field('DireccionComprador', alfNum(100), 'OOOOO-OOO-', '3333303330'),
    field('MunicipioComprador', provinciaMunicipio, 'OOOOO-OOO-', '3333303330'),
    field('ProvinciaComprador', provinciaMunicipio, 'OOOOO-OOO-', '3333303330'),
    field('PaisComprador', alfa60, '--------O-', '0000000030', 'in-words'),
    field('FechaEntrega', fecha, 'OOOO--OOO-', '3333003330'),
    field('ContactoEntrega', alfNum(100), 'OOOO--OOO-', '3333003330'),
    field('DireccionEntrega', alfNum(100), 'OOOO--OOO-', '3333003330'),
    field('TelefonoAdicional', telefono, 'OOOO--OOO-', '3333003330'),
    field('FechaOrdenCompra', fecha, 'OOOO--OOO-', '3333003330'),
    field('NumeroOrdenCompra', alfNum(20), 'OOOO--OOO-', '3333003330'),
    field('CodigoInternoComprador', alfNum(20), 'OOOOO-OOO-', '3333303330'),
    field('ResponsablePago', alfa20, 'OOOOO-OOO-', '3333303330'),
    field('InformacionAdicionalComprador', alfNum(150), 'OOOOO-OOO-', '3333303330'),
  ],
  { obligation: '1122101113', mayBeEmptyIn: ['32'] },
)
