import { codigoModificacion } from './code-types.ts'
import { field, group } from './table.ts'
import { alfNum11a19, alfNum90, fecha, rnc } from './text-types.ts'

/**
 * The document this one corrects, replaces or refers to.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), "Información de referencia"; XSD e-CF v1.0
 */
export const REFERENCE = group('InformacionReferencia', 'OORROOOOOO', [
  field('NCFModificado', alfNum11a19, 'OORROOOOOO', '2211222222', 'as-is'),
  field('RNCOtroContribuyente', rnc, 'OOOOOOOOOO', '2222222222'),
  field('FechaNCFModificado', fecha, 'OORROOOOOO', '2211222222'),
  field('CodigoModificacion', codigoModificacion, 'OORROOOOOO', '2211222222', 'in-words'),
  field('RazonModificacion', alfNum90, '--OO------', '0033000000'),
])
