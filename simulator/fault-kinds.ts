/** What can be asked to go wrong. */
export type FaultKind =
  | 'down'
  | 'maintenance'
  | 'latency'
  | 'token-expired'
  | 'firewall'
  | 'cut-before'
  | 'error-before'
  | 'cut-after'
  | 'error-after'
  | 'truncated'
  | 'wrong-content-type'
  | 'trickle'
  | 'processing'
  | 'unknown-track'
  | 'duplicate-track'
  | 'temporary'
  | 'reject'
  | 'conditional'

/**
 * When a fault strikes. `connection`: as soon as the request line is there. `arrival`: the request is complete and nothing is
 * recorded. `answer`: everything is recorded and the answer is on its way. `service`: the authority itself behaves so.
 */
export type FaultMoment = 'connection' | 'arrival' | 'answer' | 'service'

/** What is fixed about a kind of fault. */
export interface FaultTraits {
  readonly moment: FaultMoment
  readonly about: string
  /** The only services it can strike, where it makes no sense at the others. */
  readonly services?: readonly string[]
  /** Services it never strikes. */
  readonly spares?: readonly string[]
  /** True when it stays as long as it is asked for by input; else input provokes it once for each number. */
  readonly lasts?: boolean
}

const UPLOADS = ['recepcion', 'recepcionfc']
const QUERIES = ['consultaresultado', 'consultatrackids', 'consultaestado', 'consultarfce']
const ACTS = ['aprobacioncomercial', 'anulacionrangos', 'directorio-listado', 'directorio-por-rnc']
const STATUS = ['obtenerestatus', 'ventanasmantenimiento', 'verificarestado']

/** Every kind of fault and its traits. `about` is for people: the control interface hands it out. */
export const FAULT_KINDS: Readonly<Record<FaultKind, FaultTraits>> = {
  down: { moment: 'connection', about: 'The connection is destroyed before the request is read.' },
  maintenance: {
    moment: 'arrival',
    about: '503; the status services go on, and say that the environment is in maintenance.',
    spares: STATUS,
  },
  latency: { moment: 'arrival', about: 'Waits `ms` before anything happens.' },
  'token-expired': {
    moment: 'arrival',
    about: 'The token presented is forgotten: 401 until a new one is obtained.',
    services: [...UPLOADS, ...QUERIES, ...ACTS],
  },
  firewall: {
    moment: 'arrival',
    about: 'HTML with `status` (403 unless given) in place of an answer; nothing is recorded.',
  },
  'cut-before': {
    moment: 'arrival',
    about: 'The connection is destroyed after the request was read; nothing is recorded.',
  },
  'error-before': { moment: 'arrival', about: 'A 5xx (`status`, 500 unless given); nothing is recorded.' },
  'cut-after': {
    moment: 'answer',
    about: 'The request is recorded, then the connection is destroyed without an answer.',
  },
  'error-after': {
    moment: 'answer',
    about: 'The request is recorded and answered with a 5xx (`status`, 500 unless given).',
  },
  truncated: { moment: 'answer', about: 'Only the first half of the answer arrives, as a complete HTTP message.' },
  'wrong-content-type': { moment: 'answer', about: 'The right answer, labelled text/html.' },
  trickle: { moment: 'answer', about: 'The answer arrives byte by byte over `ms`.' },
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
}

/**
 * Input that provokes a fault: these words in NumeroFacturaInterna of an e-CF or, as the RFCE has no such field, in
 * RazonSocialComprador of either. They strike where the document is handed in, or where it is asked for.
 */
export const MARKS: ReadonlyMap<string, { readonly kind: FaultKind; readonly times?: number; readonly ms?: number }> =
  new Map([
    ['SIM-SLOW', { kind: 'latency', ms: 3_000 }],
    ['SIM-401', { kind: 'token-expired' }],
    ['SIM-FIREWALL', { kind: 'firewall' }],
    ['SIM-CUT-BEFORE', { kind: 'cut-before' }],
    ['SIM-500-BEFORE', { kind: 'error-before' }],
    ['SIM-CUT-AFTER', { kind: 'cut-after' }],
    ['SIM-500-AFTER', { kind: 'error-after' }],
    ['SIM-TRUNCATED', { kind: 'truncated' }],
    ['SIM-CONTENT-TYPE', { kind: 'wrong-content-type' }],
    ['SIM-TRICKLE', { kind: 'trickle', ms: 2_000 }],
    ['SIM-PROCESSING', { kind: 'processing' }],
    ['SIM-UNKNOWN-TRACK', { kind: 'unknown-track', times: 3 }],
    ['SIM-DUPLICATE-TRACK', { kind: 'duplicate-track' }],
    ['SIM-TEMPORARY', { kind: 'temporary' }],
    ['SIM-REJECT', { kind: 'reject' }],
    ['SIM-CONDITIONAL', { kind: 'conditional' }],
  ])

/** Where a mark strikes: its own services, or else the uploads. */
export function servicesOfMark(kind: FaultKind): readonly string[] {
  return FAULT_KINDS[kind].services ?? UPLOADS
}
