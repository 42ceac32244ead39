import { integer2, monto } from './number-types.ts'
import { field, group } from './table.ts'
import { alfNum } from './text-types.ts'

/**
 * Subtotals of groups of lines, for information only.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Subtotales informativos"; XSD e-CF v1.0
 */
export const SUBTOTALS = group('Subtotales', 'OOOOOOOOOO', [
  group(
    'Subtotal',
    'RRRRRRRRRR',
    [
      field('NumeroSubTotal', integer2, 'OOOOOOOOOO', '3333333333'),
      field('DescripcionSubtotal', alfNum(40), 'OOOOOOOOOO', '3333333333'),
      field('Orden', integer2, 'OOOOOOOOOO', '3333333333'),
      field('SubTotalMontoGravadoTotal', monto, 'OOOOO--OO-', '3333300330'),
      field('SubTotalMontoGravadoI1', monto, 'OOOOO--O--', '3333300300'),
      field('SubTotalMontoGravadoI2', monto, 'OOOOO--O--', '3333300300'),
      field('SubTotalMontoGravadoI3', monto, 'OOOOO--OO-', '3333300330', 'unstated'),
      field('SubTotaITBIS', monto, 'OOOOO--OO-', '3333300330', 'unstated'),
      field('SubTotaITBIS1', monto, 'OOOOO--O--', '3333300300', 'unstated'),
      field('SubTotaITBIS2', monto, 'OOOOO--O--', '3333300300', 'unstated'),
      field('SubTotaITBIS3', monto, 'OOOOO--OO-', '3333300330', 'unstated'),
      field('SubTotalImpuestoAdicional', monto, 'OOOOO-OO--', '3333303300'),
      field('SubTotalExento', monto, 'OOOOOOOO-O', '3333333303'),
      field('MontoSubTotal', monto, 'OOOOOOOOOO', '3333333333'),
      field('Lineas', integer2, 'OOOOOOOOOO', '3333333333'),
    ],
    { most: 20 },
  ),
])
