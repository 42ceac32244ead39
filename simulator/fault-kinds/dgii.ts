import type { FaultTraits } from './traits.ts'

const UPLOADS = ['recepcion', 'recepcionfc']
const QUERIES = ['consultaresultado', 'consultatrackids', 'consultaestado', 'consultarfce']
const ACTS = ['aprobacioncomercial', 'anulacionrangos', 'directorio-listado', 'directorio-por-rnc']

/** What goes wrong at DGII only. */
export const DGII_FAULTS = {
  'token-expired': {
    moment: 'arrival',
    about: 'The token presented is forgotten: 401 until a new one is obtained.',
    services: [...UPLOADS, ...QUERIES, ...ACTS],
  },
  processing: {
    moment: 'service',
    about: 'Queries say "en proceso" for as long as it lasts.',
    services: QUERIES,
    lasts: true,
  },
  'unknown-track': {
    moment: 'service',
    about: 'Consulta resultado says "no encontrado" to a trackId that was just handed out.',
    services: ['consultaresultado'],
  },
  'duplicate-track': {
    moment: 'service',
    about:
      'The file is taken twice: the second trackId, the one handed out, ends in 1209; the first is decided as it should.',
    services: ['recepcion'],
  },
  temporary: { moment: 'service', about: 'Rejected with code 004; the number stays free.', services: UPLOADS },
  reject: { moment: 'service', about: 'Rejected by request; the number is spent.', services: UPLOADS, lasts: true },
  conditional: { moment: 'service', about: 'Accepted conditionally by request.', services: UPLOADS, lasts: true },
} satisfies Readonly<Record<string, FaultTraits>>
