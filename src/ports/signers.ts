import type { Signer } from '../jurisdictions/jurisdiction.ts'

/** Opens sealed certificates. */
export interface Signers {
  /** The signer of an issuer's certificate in force. @throws Refusal no-certificate, certificate-expired, certificate-not-yet-valid */
  of(tenantId: string, issuerId: string): Promise<Signer>
}
