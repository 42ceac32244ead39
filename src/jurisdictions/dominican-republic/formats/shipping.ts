import { unidadMedida } from './code-types.ts'
import { integer20, monto, montoMayorCero } from './number-types.ts'
import { field, group, perType } from './table.ts'
import { alfNum, alfa3, alfa35, fecha } from './text-types.ts'

/**
 * What is shipped, and for exports on which terms.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Informaciones adicionales"; XSD e-CF v1.0
 */
export const SHIPPING = group('InformacionesAdicionales', 'OOOO--OOO-', [
  field('FechaEmbarque', fecha, 'OOOO--OOO-', '3333003330'),
  field('NumeroEmbarque', alfNum(25), 'OOOO--OOO-', '3333003330'),
  field('NumeroContenedor', alfNum(100), 'OOOO--OOO-', '3333003330'),
  field('NumeroReferencia', perType(integer20, { '45': alfNum(20) }), 'OOOO--OOO-', '3333003330'),
  field('NombrePuertoEmbarque', alfNum(40), '--------O-', '0000000030'),
  field('CondicionesEntrega', alfa3, '--------O-', '0000000030'),
  field('TotalFob', montoMayorCero, '--------O-', '0000000030'),
  field('Seguro', montoMayorCero, '--------O-', '0000000030'),
  field('Flete', montoMayorCero, '--------O-', '0000000030'),
  field('OtrosGastos', montoMayorCero, '--------O-', '0000000030'),
  field('TotalCif', monto, '--------O-', '0000000030'),
  field('RegimenAduanero', alfa35, '--------O-', '0000000030'),
  field('NombrePuertoSalida', alfNum(40), '--------O-', '0000000030'),
  field('NombrePuertoDesembarque', alfNum(40), '--------O-', '0000000030'),
  field('PesoBruto', monto, 'OOOO--OOO-', '3333003330'),
  field('PesoNeto', monto, 'OOOO--OOO-', '3333003330'),
  field('UnidadPesoBruto', unidadMedida, 'OOOO--OOO-', '3333003330'),
  field('UnidadPesoNeto', unidadMedida, 'OOOO--OOO-', '3333003330'),
  field('CantidadBulto', monto, 'OOOO--OOO-', '3333003330'),
  field('UnidadBulto', unidadMedida, 'OOOO--OOO-', '3333003330'),
  field('VolumenBulto', montoMayorCero, 'OOOO--OOO-', '3333003330'),
  field('UnidadVolumen', unidadMedida, 'OOOO--OOO-', '3333003330'),
])
