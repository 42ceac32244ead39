import {
  formaPago,
  indicadorEnvioDiferido,
  indicadorMontoGravado,
  indicadorNotaCredito,
  indicadorServicioTodoIncluido,
  tipoCuentaPago,
  tipoIngresos,
  tipoPago,
  tipoeCF,
} from './code-types.ts'
import { monto, totalPaginas } from './number-types.ts'
import { field, group } from './table.ts'
import { bancoPago, eNCF, fecha, numeroCuentaPago, terminoPago } from './text-types.ts'

/**
 * What the document is: type, number, dates, how it is paid.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "IdDoc"; XSD e-CF v1.0
 */
export const ID_DOC = group('IdDoc', 'RRRRRRRRRR', [
  field('TipoeCF', tipoeCF, 'RRRRRRRRRR', '1111111111', 'in-words'),
  field('eNCF', eNCF, 'RRRRRRRRRR', '1111111111', 'as-is'),
  field('IndicadorNotaCredito', indicadorNotaCredito, '---R------', '0001000000'),
  field('FechaVencimientoSecuencia', fecha, 'R-R-RRRRRR', '1010111111', 'as-is'),
  field('IndicadorEnvioDiferido', indicadorEnvioDiferido, 'OOOO--OOO-', '2222002220'),
  field('IndicadorMontoGravado', indicadorMontoGravado, 'OOOOO--O--', '2222200200'),
  field('IndicadorServicioTodoIncluido', indicadorServicioTodoIncluido, 'OOOO--OO--'),
  field('TipoIngresos', tipoIngresos, 'RROO--RRR-', '1111001110'),
  field('TipoPago', tipoPago, 'RRRROORRRO', '1111131113'),
  field('FechaLimitePago', fecha, 'OOOOO-OOOO', '2222202223'),
  field('TerminoPago', terminoPago, 'OOO-O-OOOO', '3330303333'),
  group('TablaFormasPago', 'OOO-O-OOOO', [
    group(
      'FormaDePago',
      'RRR-R-RRRR',
      [
        field('FormaPago', formaPago, 'RRR-R-RRRR', '3330303333'),
        field('MontoPago', monto, 'RRR-R-RRRR', '2220202223'),
      ],
      { most: 7 },
    ),
  ]),
  field('TipoCuentaPago', tipoCuentaPago, 'OOO-O-OOOO', '3330303333'),
  field('NumeroCuentaPago', numeroCuentaPago, 'OOO-O-OOOO', '3330303333'),
  field('BancoPago', bancoPago, 'OOO-O-OOOO', '3330303333'),
  field('FechaDesde', fecha, 'OOOO--OOOO', '3333003333'),
  field('FechaHasta', fecha, 'OOOO--OOOO', '3333003333'),
  field('TotalPaginas', totalPaginas, 'OOOOOOOOOO', '2222222222', 'as-is'),
])
