import type { Bilingual } from '../domain/fault.ts'
import type { CertificateFacts } from './certificate-facts.ts'

/** What can be found about a certificate. Permanent: clients may build on it. */
export type FindingCode =
  | 'no-certificate'
  | 'key-does-not-match'
  | 'expired'
  | 'not-yet-valid'
  | 'not-rsa'
  | 'key-too-short'
  | 'key-usage-without-signature'
  | 'key-usage-non-repudiation-only'
  | 'self-signed'
  | 'expires-soon'

/** Every finding in words, about this certificate; `date` gives the calendar date of an instant. */
export function findingMessages(
  facts: CertificateFacts | undefined,
  date: (instant: Date) => string,
): Readonly<Record<FindingCode, Bilingual>> {
  const from = facts ? date(facts.validFrom) : ''
  const to = facts ? date(facts.validTo) : ''
  const algorithm = facts?.keyAlgorithm ?? ''
  const bits = facts?.keyBits ?? 0
  const usage = facts?.keyUsage?.join(', ') ?? ''
  return {
    'no-certificate': {
      es: 'El archivo contiene una clave privada, pero ningún certificado. Expórtelo de nuevo incluyendo el certificado.',
      en: 'The file holds a private key but no certificate. Export it again including the certificate.',
    },
    'key-does-not-match': {
      es: 'La clave privada del archivo no es la de este certificado. Exporte ambos juntos desde el mismo almacén o dispositivo.',
      en: 'The private key in the file is not the one of this certificate. Export both together from the same store or device.',
    },
    expired: {
      es: `El certificado venció el ${to}. Renuévelo con su entidad certificadora y cargue el nuevo.`,
      en: `The certificate expired on ${to}. Renew it with its certification authority and upload the new one.`,
    },
    'not-yet-valid': {
      es: `El certificado es válido desde el ${from}. Use el anterior hasta esa fecha, o revise el reloj del servidor.`,
      en: `The certificate is valid from ${from} on. Use the previous one until then, or check the clock of the server.`,
    },
    'not-rsa': {
      es: `La clave es de tipo ${algorithm}, y la administración tributaria solo acepta firmas RSA. Solicite un certificado RSA de 2048 bits o más.`,
      en: `The key is of type ${algorithm}, and the tax authority takes RSA signatures only. Request an RSA certificate of 2048 bits or more.`,
    },
    'key-too-short': {
      es: `La clave RSA tiene ${bits} bits y se requieren al menos 2048. Solicite un certificado nuevo.`,
      en: `The RSA key has ${bits} bits and at least 2048 are required. Request a new certificate.`,
    },
    'key-usage-without-signature': {
      es: `El uso de clave del certificado (${usage}) no permite firmar documentos. Cargue el certificado de firma, no el de cifrado.`,
      en: `The key usage of the certificate (${usage}) does not allow signing documents. Upload the signing certificate, not the encryption one.`,
    },
    'key-usage-non-repudiation-only': {
      es: 'El uso de clave del certificado es solo nonRepudiation, sin digitalSignature. Algunas administraciones tributarias lo rechazan.',
      en: 'The key usage of the certificate is nonRepudiation alone, without digitalSignature. Some tax authorities refuse it.',
    },
    'self-signed': {
      es: 'El certificado está firmado por sí mismo. Sirve para pruebas; la administración tributaria exige uno de una entidad autorizada.',
      en: 'The certificate is signed by itself. It serves for tests; the tax authority requires one from an authorised entity.',
    },
    'expires-soon': {
      es: `El certificado vence el ${to}. Renuévelo antes de esa fecha para no dejar de facturar.`,
      en: `The certificate expires on ${to}. Renew it before that date to keep invoicing.`,
    },
  }
}
