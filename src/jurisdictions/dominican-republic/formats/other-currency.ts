import { tipoImpuesto, tipoMoneda } from './code-types.ts'
import { monto, montoMayorCero, porcentaje, tipoCambio } from './number-types.ts'
import { field, group } from './table.ts'

/**
 * The totals in the currency of the deal, when that is not the peso.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Otra moneda"; XSD e-CF v1.0
 */
export const OTHER_CURRENCY = group('OtraMoneda', 'OOOOOOOOOO', [
  field('TipoMoneda', tipoMoneda, 'OOOOOOOOOO', '2222222222'),
  field('TipoCambio', tipoCambio, 'OOOOOOOOOO', '2222222222'),
  field('MontoGravadoTotalOtraMoneda', monto, 'OOOOO--OO-', '2222200220'),
  field('MontoGravado1OtraMoneda', monto, 'OOOOO--O--', '2222200200'),
  field('MontoGravado2OtraMoneda', monto, 'OOOOO--O--', '2222200200'),
  field('MontoGravado3OtraMoneda', monto, 'OOOOO--OO-', '2222200220'),
  field('MontoExentoOtraMoneda', monto, 'OOOOOOOO-O', '2222222202'),
  field('TotalITBISOtraMoneda', monto, 'OOOOO--OO-', '2222200220'),
  field('TotalITBIS1OtraMoneda', monto, 'OOOOO--O--', '2222200200'),
  field('TotalITBIS2OtraMoneda', monto, 'OOOOO--O--', '2222200200'),
  field('TotalITBIS3OtraMoneda', monto, 'OOOOO--OO-', '2222200220'),
  field('MontoImpuestoAdicionalOtraMoneda', montoMayorCero, 'OOOO--OO--', '2222002200'),
  group('ImpuestosAdicionalesOtraMoneda', 'OOOO--OO--', [
    group(
      'ImpuestoAdicionalOtraMoneda',
      'RRRR--RR--',
      [
        field('TipoImpuestoOtraMoneda', tipoImpuesto, 'RRRR--OO--', '2222002200'),
        field('TasaImpuestoAdicionalOtraMoneda', porcentaje, 'RRRR--OO--', '2222002200'),
        field('MontoImpuestoSelectivoConsumoEspecificoOtraMoneda', montoMayorCero, 'OOOO---O--', '2222000200'),
        field('MontoImpuestoSelectivoConsumoAdvaloremOtraMoneda', montoMayorCero, 'OOOO---O--', '2222000200'),
        field('OtrosImpuestosAdicionalesOtraMoneda', montoMayorCero, 'OOOO--OO--', '2222002200'),
      ],
      { most: 20 },
    ),
  ]),
  field('MontoTotalOtraMoneda', monto, 'OOOOOOOOOO', '2222222222'),
])
