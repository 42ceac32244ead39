import { Type } from 'typebox'

/** A PKCS#12 file in JSON. */
export const CertificateBody = Type.Object(
  {
    file: Type.String({
      minLength: 1,
      maxLength: 500_000,
      description: 'The .p12 or .pfx file: base64 in JSON, a file part in a form.',
    }),
    password: Type.String({ maxLength: 1000, description: 'What opens it; empty for a file made without.' }),
  },
  { additionalProperties: false },
)

/** A certificate as clients see it. */
export const CertificateSchema = Type.Object(
  {
    id: Type.String({ description: 'UUID.' }),
    issuerId: Type.String(),
    inForce: Type.Boolean({ description: 'Whether documents are signed with it.' }),
    fingerprint: Type.String({ description: 'SHA-256 of the certificate, hex.' }),
    subject: Type.String({
      description: 'Whose it is. Its serial number normally differs from the tax id of the issuer.',
    }),
    issuedBy: Type.String(),
    serial: Type.String({ description: 'Decimal.' }),
    validFrom: Type.String(),
    validTo: Type.String(),
    findings: Type.Array(
      Type.Object({ code: Type.String(), severity: Type.Enum(['error', 'warning']), message: Type.String() }),
      { description: 'What its owner should know.' },
    ),
    createdAt: Type.String(),
  },
  { $id: 'Certificate', description: 'A certificate an issuer signs or signed with.' },
)
