import type { Signer } from '../jurisdictions/authority-protocol.ts'

/** Opens sealed certificates. */
export interface Signers {
  /** The signer of an issuer's certificate in force. @throws Refusal no-certificate, certificate-expired, certificate-not-yet-valid */
  of(tenantId: string, issuerId: string): Promise<Signer>
  /** Looks again which certificate is in force, so that this process signs with it from now on. @throws Refusal no-certificate */
  renew(tenantId: string, issuerId: string): Promise<void>
}
