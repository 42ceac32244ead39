/** Why a signature does not hold. */
export type SignatureFault =
  | 'no-signature'
  | 'several-signatures'
  | 'misplaced-signature'
  | 'malformed-signature'
  | 'unsupported-algorithm'
  | 'unsupported-reference'
  | 'unreadable-certificate'
  | 'unsupported-key'
  | 'signature-mismatch'
  | 'digest-mismatch'
  | 'certificate-mismatch'

/** A signature that cannot be accepted. Stays within verification, which returns it as data. */
export class UnacceptableSignature extends Error {
  readonly reason: SignatureFault

  constructor(reason: SignatureFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UnacceptableSignature'
    this.reason = reason
  }
}
