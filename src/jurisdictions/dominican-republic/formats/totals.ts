import { tipoImpuesto } from './code-types.ts'
import { integer2, monto, montoConSigno, montoMayorCero, porcentaje } from './number-types.ts'
import { field, group } from './table.ts'

/**
 * What it comes to, in pesos.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Totales"; XSD e-CF v1.0
 */
export const TOTALS = group('Totales', 'RRRRRRRRRR', [
  field('MontoGravadoTotal', monto, 'OOOOO--OO-', '2222200220', 'as-is'),
  field('MontoGravadoI1', monto, 'OOOOO--O--', '2222200200'),
  field('MontoGravadoI2', monto, 'OOOOO--O--', '2222200200'),
  field('MontoGravadoI3', monto, 'OOOOO--OO-', '2222200220'),
  field('MontoExento', monto, 'OOOOOOOO-O', '2222222202', 'as-is'),
  field('ITBIS1', integer2, 'OOOOO--O--', '2222200200'),
  field('ITBIS2', integer2, 'OOOOO--O--', '2222200200'),
  field('ITBIS3', integer2, 'OOOOO--OO-', '2222200220'),
  field('TotalITBIS', monto, 'OOOOO--OO-', '2222200220', 'as-is'),
  field('TotalITBIS1', monto, 'OOOOO--O--', '2222200200'),
  field('TotalITBIS2', monto, 'OOOOO--O--', '2222200200'),
  field('TotalITBIS3', monto, 'OOOOO--OO-', '2222200220'),
  field('MontoImpuestoAdicional', montoMayorCero, 'OOOO--OO--', '2222002200', 'as-is'),
  group('ImpuestosAdicionales', 'OOOO--OO--', [
    group(
      'ImpuestoAdicional',
      'RRRR--RR--',
      [
        field('TipoImpuesto', tipoImpuesto, 'RRRO--RR--', '2222002200'),
        field('TasaImpuestoAdicional', porcentaje, 'RRRO--RR--', '2222002200'),
        field('MontoImpuestoSelectivoConsumoEspecifico', montoMayorCero, 'OOOO---O--', '2222000200'),
        field('MontoImpuestoSelectivoConsumoAdvalorem', montoMayorCero, 'OOOO---O--', '2222000200'),
        field('OtrosImpuestosAdicionales', montoMayorCero, 'OOOO--RO--', '2222002200'),
      ],
      { most: 20 },
    ),
  ]),
  field('MontoTotal', monto, 'RRRRRRRRRR', '1111111111', 'as-is'),
  field('MontoNoFacturable', montoConSigno, 'OOOO--OOO-', '2222002220'),
  field('MontoPeriodo', montoConSigno, 'OOOOOOOOOO', '3333333333'),
  field('SaldoAnterior', montoConSigno, 'OOOOOOOOOO', '3333333333'),
  field('MontoAvancePago', monto, 'OOOOOOOOOO', '3333333333'),
  field('ValorPagar', montoConSigno, 'OOOOOOOOOO', '3333333333'),
  field('TotalITBISRetenido', monto, 'O-OOO-----', '2022200000'),
  field('TotalISRRetencion', monto, 'O-OOO----O', '2022200002'),
  field('TotalITBISPercepcion', monto, 'O-OOO-----', '2022200000'),
  field('TotalISRPercepcion', monto, 'O-OOO-----', '2022200000'),
])
