import type { Bilingual } from '../../domain/fault.ts'
import type { Verification } from '../../xml/verify.ts'

/** What was found about a signature, in words. */
export function signatureWords(verification: Verification): Bilingual {
  if (!verification.valid) return WORDS[verification.reason]
  const words = verification.mode === 'as-is' ? HOLDS : HOLDS_WITHOUT_BLANKS
  return verification.weak ? { es: words.es + WEAK.es, en: words.en + WEAK.en } : words
}

const HOLDS = { es: 'válida', en: 'it holds' }
const HOLDS_WITHOUT_BLANKS = {
  es: 'válida sin los espacios entre elementos, como la lee la DGII',
  en: 'it holds without the blanks between elements, as DGII reads it',
}
const WEAK = { es: '; usa SHA-1 o una clave de menos de 2048 bits', en: '; it uses SHA-1 or a key below 2048 bits' }

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
    es: 'no firma el documento completo: Reference debe llevar URI=""',
    en: 'it does not sign the whole document: Reference must have URI=""',
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
