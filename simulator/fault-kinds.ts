import { DGII_FAULTS } from './fault-kinds/dgii.ts'
import { NETWORK_FAULTS } from './fault-kinds/network.ts'
import { SRI_FAULTS } from './fault-kinds/sri.ts'
import type { FaultTraits } from './fault-kinds/traits.ts'

/** What can be asked to go wrong. */
export type FaultKind = keyof typeof NETWORK_FAULTS | keyof typeof DGII_FAULTS | keyof typeof SRI_FAULTS

/** Every kind of fault and its traits. `about` is for people: the control interface hands it out. */
export const FAULT_KINDS: Readonly<Record<FaultKind, FaultTraits>> = {
  ...NETWORK_FAULTS,
  ...DGII_FAULTS,
  ...SRI_FAULTS,
}

/**
 * Input that provokes a fault: these words in NumeroFacturaInterna of an e-CF or, as the RFCE has no such field, in
 * RazonSocialComprador of either; in Ecuador, in a campoAdicional. They strike where the document is handed in, or where it is
 * asked for.
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
    ['SIM-SOAP-FAULT', { kind: 'soap-fault' }],
    ['SIM-RETURNED', { kind: 'returned' }],
    ['SIM-REGISTERED', { kind: 'registered' }],
    ['SIM-SILENT', { kind: 'silent', times: 3 }],
    ['SIM-IN-PROGRESS', { kind: 'in-progress' }],
    ['SIM-NO-AUTHORISATIONS', { kind: 'no-authorisations' }],
    ['SIM-NOT-AUTHORISED', { kind: 'not-authorised' }],
    ['SIM-ESCAPED', { kind: 'escaped' }],
    ['SIM-PREFIXED', { kind: 'prefixed' }],
  ])

/** Where a mark strikes: its own services, or else the uploads. */
export function servicesOfMark(kind: FaultKind): readonly string[] {
  return FAULT_KINDS[kind].services ?? UPLOADS
}

const UPLOADS = ['recepcion', 'recepcionfc', 'validarComprobante']
