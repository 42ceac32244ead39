import type { Bilingual } from '../domain/fault.ts'

/** Why a certificate file cannot be used. Permanent: clients may build on it. */
export type CertificateProblemCode =
  | 'wrong-password'
  | 'not-pkcs12'
  | 'too-large'
  | 'too-many-iterations'
  | 'no-private-key'
  | 'key-does-not-match'
  | 'unsupported-algorithm'
  | 'not-rsa'
  | 'timeout'

/** A certificate file or a key that cannot be used. Neither its texts nor its cause hold a password or any part of a key. */
export class CertificateProblem extends Error {
  readonly code: CertificateProblemCode
  readonly messages: Bilingual

  constructor(code: CertificateProblemCode, options?: ErrorOptions) {
    super(MESSAGES[code].en, options)
    this.name = 'CertificateProblem'
    this.code = code
    this.messages = MESSAGES[code]
  }
}

const MESSAGES: Readonly<Record<CertificateProblemCode, Bilingual>> = {
  'wrong-password': {
    es: 'La contraseña no abre el archivo del certificado. Escríbala como la dio la entidad certificadora, respetando mayúsculas y tildes.',
    en: 'The password does not open the certificate file. Type it as the certification authority gave it, minding capitals and accents.',
  },
  'not-pkcs12': {
    es: 'El archivo no es un PKCS#12 (.p12 o .pfx) o está dañado. Exporte de nuevo el certificado con su clave privada en ese formato.',
    en: 'The file is not PKCS#12 (.p12 or .pfx), or it is damaged. Export the certificate with its private key again in that format.',
  },
  'too-large': {
    es: 'El archivo del certificado es demasiado grande. Se aceptan hasta 256 KB: exporte solo el certificado, su clave y su cadena.',
    en: 'The certificate file is too large. Up to 256 KB are taken: export the certificate, its key and its chain only.',
  },
  'too-many-iterations': {
    es: 'El archivo del certificado pide demasiadas iteraciones para derivar la clave. Expórtelo de nuevo con 2 000 000 o menos.',
    en: 'The certificate file asks for too many key derivation iterations. Export it again with 2,000,000 or fewer.',
  },
  'no-private-key': {
    es: 'El archivo no contiene una clave privada, y sin ella no se puede firmar. Expórtelo de nuevo incluyendo la clave privada.',
    en: 'The file holds no private key, and nothing can be signed without one. Export it again including the private key.',
  },
  'key-does-not-match': {
    es: 'La clave privada no es la del certificado. Exporte ambos juntos desde el mismo almacén o dispositivo.',
    en: 'The private key is not the one of the certificate. Export both together from the same store or device.',
  },
  'unsupported-algorithm': {
    es: 'El archivo está cifrado o empaquetado de una forma que no se admite. Expórtelo de nuevo con AES-256 o 3DES y una contraseña.',
    en: 'The file is encrypted or packed in a way that is not supported. Export it again with AES-256 or 3DES and a password.',
  },
  'not-rsa': {
    es: 'La clave del certificado no es RSA, y la administración tributaria solo acepta firmas RSA. Solicite un certificado RSA de 2048 bits o más.',
    en: 'The key of the certificate is not RSA, and the tax authority takes RSA signatures only. Request an RSA certificate of 2048 bits or more.',
  },
  timeout: {
    es: 'Abrir el archivo del certificado tomó demasiado tiempo. Expórtelo de nuevo con menos iteraciones de derivación de clave.',
    en: 'Opening the certificate file took too long. Export it again with fewer key derivation iterations.',
  },
}
