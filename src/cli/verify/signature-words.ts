import { X509Certificate } from 'node:crypto'
import type { Bilingual } from '../../domain/fault.ts'
import { modulusBits } from '../../xml/signing-certificate.ts'
import type { Verification } from '../../xml/verify.ts'

/** What was found about a signature, in words. */
export function signatureWords(verification: Verification): Bilingual {
  if (!verification.valid) return WORDS[verification.reason]
  const words = verification.mode === 'as-is' ? HOLDS : HOLDS_WITHOUT_BLANKS
  if (!verification.weak) return words
  const weakness = modulusBits(new X509Certificate(verification.certificate.der)) < 2048 ? SMALL_KEY : SHA1
  return { es: words.es + weakness.es, en: words.en + weakness.en }
}

const HOLDS = { es: 'válida', en: 'it holds' }
const HOLDS_WITHOUT_BLANKS = {
  es: 'válida sin los espacios entre elementos, como la lee la DGII',
  en: 'it holds without the blanks between elements, as DGII reads it',
}
const SHA1 = { es: '; usa SHA-1, que el SRI prescribe', en: '; it uses SHA-1, which SRI prescribes' }
const SMALL_KEY = { es: '; la clave es de menos de 2048 bits', en: '; the key is below 2048 bits' }

const WORDS: Readonly<Record<Exclude<Verification['reason'], 'verified'>, Bilingual>> = {
  'no-signature': { es: 'el documento no está firmado', en: 'the document is not signed' },
  'several-signatures': { es: 'hay más de una firma; debe haber una', en: 'there is more than one signature' },
  'misplaced-signature': {
    es: 'la firma no está directamente bajo el elemento raíz',
    en: 'the signature is not a child of the root element',
  },
  'malformed-signature': { es: 'la firma está mal formada', en: 'the signature is malformed' },
  'unsupported-algorithm': {
    es: 'usa un algoritmo o una transformación que no se admite',
    en: 'it uses an algorithm or a transform that is not supported',
  },
  'unsupported-reference': {
    es: 'lo que firma no es el documento completo (Reference con URI="" o el id de su raíz) o no es solo eso y sus propiedades',
    en: 'what it signs is not the whole document (Reference with URI="" or the id of its root), or not only that and its properties',
  },
  'unreadable-certificate': {
    es: 'no lleva un certificado X.509 que se pueda leer',
    en: 'it carries no X.509 certificate that can be read',
  },
  'unsupported-key': {
    es: 'la clave del certificado no es RSA de 1024 bits o más',
    en: 'the key of the certificate is not RSA of 1024 bits or more',
  },
  'signature-mismatch': {
    es: 'no la hizo la clave de este certificado, o SignedInfo cambió después de firmar',
    en: 'it was not made with the key of this certificate, or SignedInfo was changed after signing',
  },
  'digest-mismatch': {
    es: 'el documento cambió después de firmarse (por ejemplo, se volvió a dar formato)',
    en: 'the document was changed after it was signed (reformatted, for example)',
  },
  'certificate-mismatch': {
    es: 'nombra otro certificado que el que lleva',
    en: 'it names another certificate than the one it carries',
  },
}
