import { monto, montoMayorCero, mostLines, numeroPagina } from './number-types.ts'
import { field, group } from './table.ts'

/**
 * What stands on which page of the printed document, when it has more than one.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Paginación"; XSD e-CF v1.0
 */
export const PAGES = group('Paginacion', 'OOOOOOOOOO', [
  group(
    'Pagina',
    'RRRRRRRRRR',
    [
      field('PaginaNo', numeroPagina, 'OOOOOOOOOO', '2222222222', 'as-is'),
      field('NoLineaDesde', numeroPagina, 'OOOOOOOOOO', '2222222222'),
      field('NoLineaHasta', numeroPagina, 'OOOOOOOOOO', '2222222222'),
      field('SubtotalMontoGravadoPagina', monto, 'OOOOO--OO-', '2222200220', 'as-is'),
      field('SubtotalMontoGravado1Pagina', monto, 'OOOOO--O--', '2222200200'),
      field('SubtotalMontoGravado2Pagina', monto, 'OOOOO--O--', '2222200200'),
      field('SubtotalMontoGravado3Pagina', monto, 'OOOOO--OO-', '2222200220'),
      field('SubtotalExentoPagina', monto, 'OOOOOOOO-O', '2222222202', 'as-is'),
      field('SubtotalItbisPagina', monto, 'OOOOO--OO-', '2222200220', 'as-is'),
      field('SubtotalItbis1Pagina', monto, 'OOOOO--O--', '2222200200'),
      field('SubtotalItbis2Pagina', monto, 'OOOOO--O--', '2222200200'),
      field('SubtotalItbis3Pagina', monto, 'OOOOO--OO-', '2222200220'),
      field('SubtotalImpuestoAdicionalPagina', montoMayorCero, 'OOOO--OO--', '2222002200', 'as-is'),
      group('SubtotalImpuestoAdicional', 'OOOO--OO--', [
        field('SubtotalImpuestoSelectivoConsumoEspecificoPagina', montoMayorCero, 'OOOO---O--', '2222000200'),
        field('SubtotalOtrosImpuesto', montoMayorCero, 'OOOO--OO--', '2222002200'),
      ]),
      field('MontoSubtotalPagina', monto, 'OOOOOOOOOO', '2222222222', 'as-is'),
      field('SubtotalMontoNoFacturablePagina', monto, 'OOOO--OOO-', '2222002220'),
    ],
    { most: mostLines },
  ),
])
