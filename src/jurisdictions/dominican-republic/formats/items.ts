import {
  indicadorAgente,
  indicadorBienoServicio,
  indicadorFacturacion,
  liquidacion,
  tipoAfiliacion,
  tipoImpuesto,
  tipoValor,
  unidadMedida,
} from './code-types.ts'
import { cantidad3, monto, montoMayorCero, mostLines, numeroLinea, porcentaje, precio } from './number-types.ts'
import { field, group } from './table.ts'
import { alfNum, fecha } from './text-types.ts'

/**
 * The lines.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Detalle de bienes o servicios"; XSD e-CF v1.0
 */
export const ITEMS = group('DetallesItems', 'RRRRRRRRRR', [
  group(
    'Item',
    'RRRRRRRRRR',
    [
      field('NumeroLinea', numeroLinea, 'RRRRRRRRRR', '1111111111'),
      group('TablaCodigosItem', 'OOOOOOOOOO', [
        group(
          'CodigosItem',
          'RRRRRRRRRR',
          [
            field('TipoCodigo', alfNum(14), 'RRRRRRRRRR', '3333333333'),
            field('CodigoItem', alfNum(35), 'RRRRRRRRRR', '3333333333'),
          ],
          { most: 5 },
        ),
      ]),
      field('IndicadorFacturacion', indicadorFacturacion, 'RRRRRRRRRR', '1111111111', 'in-words'),
      group('Retencion', 'O-OOR----R', [
        field('IndicadorAgenteRetencionoPercepcion', indicadorAgente, 'O-OOR----R', '2022100001'),
        field('MontoITBISRetenido', monto, 'O-OOO-----', '2022200000'),
        field('MontoISRRetenido', monto, 'O-OOO----R', '2022200001'),
      ]),
      field('NombreItem', alfNum(80), 'RRRRRRRRRR', '1111111111', 'as-is'),
      field('IndicadorBienoServicio', indicadorBienoServicio, 'RRRRRRRRRR', '1111111111'),
      field('DescripcionItem', alfNum(1000), 'OOOOOOOOOO', '3333333333'),
      field('CantidadItem', montoMayorCero, 'RRRRRRRRRR', '1111111111', 'as-is'),
      field('UnidadMedida', unidadMedida, 'OOOOOOOOOO', '3333333333', 'in-words'),
      field('CantidadReferencia', monto, 'OOOO---O--', '2222000200'),
      field('UnidadReferencia', unidadMedida, 'OOOO---O--', '2222000200'),
      group('TablaSubcantidad', 'OOOO---O--', [
        group(
          'SubcantidadItem',
          'RRRR---R--',
          [
            field('Subcantidad', cantidad3, 'OOOO---O--', '2222000200'),
            field('CodigoSubcantidad', unidadMedida, 'OOOO---O--', '2222000200'),
          ],
          { most: 5 },
        ),
      ]),
      field('GradosAlcohol', porcentaje, 'OOOO---O--', '2222000200', 'as-is'),
      field('PrecioUnitarioReferencia', montoMayorCero, 'OOOO---O--', '2222000200', 'as-is'),
      field('FechaElaboracion', fecha, 'OOOOO-OOO-', '3333303330'),
      field('FechaVencimientoItem', fecha, 'OOOOO-OOO-', '3333303330'),
      group('Mineria', '-OOO----O-', [
        field('PesoNetoKilogramo', cantidad3, '-OOO----O-', '0222000020'),
        field('PesoNetoMineria', cantidad3, '-OOO----O-', '0222000020'),
        field('TipoAfiliacion', tipoAfiliacion, '-OOO----O-', '0222000020'),
        field('Liquidacion', liquidacion, '-OOO----O-', '0222000020'),
      ]),
      field('PrecioUnitarioItem', precio, 'RRRRRRRRRR', '1111111111', 'as-is'),
      field('DescuentoMonto', monto, 'OOOOO-OOO-', '2222202220', 'as-is'),
      group('TablaSubDescuento', 'OOOOO-OOO-', [
        group(
          'SubDescuento',
          'RRRRR-RRR-',
          [
            field('TipoSubDescuento', tipoValor, 'RRRRR-RRR-', '2222202220'),
            field('SubDescuentoPorcentaje', porcentaje, 'OOOOO-OOO-', '2222202220'),
            field('MontoSubDescuento', monto, 'OOOOO-OOO-', '2222202220'),
          ],
          { most: 12 },
        ),
      ]),
      field('RecargoMonto', monto, 'OOOOO-OOO-', '2222202220', 'as-is'),
      group('TablaSubRecargo', 'OOOOO-OOO-', [
        group(
          'SubRecargo',
          'RRRRR-RRR-',
          [
            field('TipoSubRecargo', tipoValor, 'RRRRR-RRR-', '2222202220'),
            field('SubRecargoPorcentaje', porcentaje, 'OOOOO-OOO-', '2222202220'),
            field('MontoSubRecargo', monto, 'OOOOO-OOO-', '2222202220'),
          ],
          { most: 12 },
        ),
      ]),
      group('TablaImpuestoAdicional', 'OOOO--OO--', [
        group('ImpuestoAdicional', 'RRRR--RR--', [field('TipoImpuesto', tipoImpuesto, 'RRRR--RR--', '2222002200')], {
          most: 2,
        }),
      ]),
      group('OtraMonedaDetalle', 'OOOOOOOOOO', [
        field('PrecioOtraMoneda', precio, 'OOOOOOOOOO', '2222222222'),
        field('DescuentoOtraMoneda', monto, 'OOOOOOOOOO', '3333333333'),
        field('RecargoOtraMoneda', monto, 'OOOOOOOOOO', '3333333333'),
        field('MontoItemOtraMoneda', monto, 'OOOOOOOOOO', '2222222222'),
      ]),
      field('MontoItem', monto, 'RRRRRRRRRR', '1111111111', 'as-is'),
    ],
    { most: mostLines },
  ),
])
