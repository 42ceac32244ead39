import { indicadorFacturacionDR, indicadorNorma1007, tipoAjuste, tipoValor } from './code-types.ts'
import { integer2, monto, porcentaje } from './number-types.ts'
import { field, group } from './table.ts'
import { alfNum } from './text-types.ts'

/**
 * Discounts and charges on the document as a whole.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Descuentos o recargos"; XSD e-CF v1.0
 */
export const ADJUSTMENTS = group('DescuentosORecargos', 'OOOOO-OOO-', [
  group(
    'DescuentoORecargo',
    'RRRRR-RRR-',
    [
      field('NumeroLinea', integer2, 'RRRRR-RRR-', '2222202220'),
      field('TipoAjuste', tipoAjuste, 'RRRRR-RRR-', '2222202220'),
      field('IndicadorNorma1007', indicadorNorma1007, 'OOOO---O--', '3333000300'),
      field('DescripcionDescuentooRecargo', alfNum(45), 'OOOOO-OOO-', '3333303330', 'as-is'),
      field('TipoValor', tipoValor, 'OOOOO-OOO-', '2222202220', 'as-is'),
      field('ValorDescuentooRecargo', porcentaje, 'OOOOO-OOO-', '2222202220', 'as-is'),
      field('MontoDescuentooRecargo', monto, 'OOOOO-OOO-', '2222202220', 'as-is'),
      field('MontoDescuentooRecargoOtraMoneda', monto, 'OOOOO-OOO-', '3333303330'),
      field('IndicadorFacturacionDescuentooRecargo', indicadorFacturacionDR, 'OOOOO-OOO-', '2222202220'),
    ],
    { most: 20 },
  ),
])
