import type { KnownMessage } from './known-message.ts'
import { byWording, type KnownWording } from './refinement.ts'

/** What SRI's text says of a signature it does not take. The first that fits wins. */
const SIGNATURE_WORDINGS: readonly KnownWording[] = [
  {
    wording: /\bfecha de (la )?firma\b.*\bposterior\b/,
    meaning: { es: 'La firma dice ser del futuro.', en: 'The signature says it is of the future.' },
    cause: {
      es: 'El reloj de esta máquina va adelantado respecto al del SRI.',
      en: "This machine's clock is ahead of SRI's.",
    },
    remedy: {
      es: 'Sincronice el reloj por NTP y envíe de nuevo el documento, que se firmará otra vez.',
      en: 'Synchronise the clock by NTP and send the document again, which signs it anew.',
    },
  },
  {
    wording: /\bruc\b.*\bcertificado\b|\bcertificado\b.*\bruc\b/,
    meaning: {
      es: 'El RUC del emisor no consta en el certificado.',
      en: "The issuer's RUC is not in the certificate.",
    },
    cause: {
      es: 'El certificado es de otro contribuyente, o no lleva el RUC del emisor ni el de su representante legal.',
      en: 'The certificate is of another taxpayer, or holds neither the RUC of the issuer nor that of its legal representative.',
    },
    remedy: {
      es: 'Cargue un certificado emitido para el RUC del emisor y vuelva a enviar con el mismo número.',
      en: "Load a certificate issued for the issuer's RUC and send again under the same number.",
    },
    path: 'issuer',
  },
  {
    wording: /\bno es (del? )?tipo firma digital\b|\bcifrado de clave\b|\bkey encipherment\b/,
    meaning: {
      es: 'El certificado no es de firma digital.',
      en: 'The certificate is not one for digital signatures.',
    },
    cause: {
      es: 'Se firmó con el certificado de cifrado que viene en el mismo archivo p12.',
      en: 'It was signed with the encryption certificate that comes in the same p12 file.',
    },
    remedy: {
      es: 'Cargue el p12 que contiene el certificado con uso de clave «digitalSignature».',
      en: 'Load the p12 that holds the certificate with the key usage "digitalSignature".',
    },
  },
  {
    wording: /\brevocad[oa]\b/,
    meaning: { es: 'El certificado fue revocado.', en: 'The certificate was revoked.' },
    cause: {
      es: 'Su dueño o la entidad de certificación lo dio de baja antes de vencer.',
      en: 'Its holder or the certification authority withdrew it before it expired.',
    },
    remedy: {
      es: 'Cargue un certificado vigente y vuelva a enviar con el mismo número.',
      en: 'Load a certificate in force and send again under the same number.',
    },
  },
  {
    wording: /\bcaduc|\bexpirad[oa]\b|\bvencid[oa]\b|\bno (esta |es )?vigente\b/,
    meaning: { es: 'El certificado está vencido.', en: 'The certificate has expired.' },
    cause: {
      es: 'Se firmó después del último día de vigencia del certificado, o antes del primero.',
      en: "It was signed after the certificate's last day, or before its first.",
    },
    remedy: {
      es: 'Renueve el certificado, cárguelo y vuelva a enviar con el mismo número.',
      en: 'Renew the certificate, load it and send again under the same number.',
    },
  },
  {
    wording: /\bcadena\b|\bconfianza\b|\bocsp\b|\bentidad\b.*\bno\b/,
    meaning: {
      es: 'El SRI no confía en quien emitió el certificado.',
      en: 'SRI does not trust who issued the certificate.',
    },
    cause: {
      es: 'Lo emitió una entidad no acreditada en Ecuador, o el SRI no pudo verificarlo con ella; en pruebas también se exige.',
      en: 'Its issuer is not accredited in Ecuador, or SRI could not check with it; testing demands it as well.',
    },
    remedy: {
      es: 'Use un certificado de una entidad acreditada; si lo es, reintente más tarde.',
      en: 'Use a certificate of an accredited entity; if it is one, retry later.',
    },
  },
  {
    wording: /\balterad[oa]s?\b/,
    meaning: {
      es: 'La firma no corresponde a lo que el SRI recibió.',
      en: 'The signature does not belong to what SRI received.',
    },
    cause: {
      es: 'El archivo cambió después de firmarse, o el SRI lee de otro modo el nombre del emisor del certificado.',
      en: "The file changed after signing, or SRI reads the name of the certificate's issuer differently.",
    },
    remedy: {
      es: 'Revise que nada entre Emite y el SRI cambie el archivo. Si verifica en Emite, avísenos con el certificado usado.',
      en: 'Check that nothing between Emite and SRI changes the file. If it verifies in Emite, tell us which certificate was used.',
    },
  },
]

/**
 * Messages about the signature and the certificate. Reception does not look at either: they come when SRI decides.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 6 and 11, and frequent questions
 */
export const SIGNATURE_MESSAGES: readonly KnownMessage[] = [
  {
    code: '39',
    meaning: { es: 'El SRI no acepta la firma.', en: 'SRI does not take the signature.' },
    cause: {
      es: 'El certificado está vencido, revocado o es de otro RUC, o el archivo cambió después de firmarse.',
      en: 'The certificate has expired, was revoked or is of another RUC, or the file changed after signing.',
    },
    remedy: {
      es: 'Revise el diagnóstico del certificado del emisor, cambie lo que señale y vuelva a enviar con el mismo número.',
      en: "Look at the diagnosis of the issuer's certificate, change what it points to and send again under the same number.",
    },
    path: '',
    refine: byWording(SIGNATURE_WORDINGS),
    numberSurvives: true,
  },
  {
    code: '40',
    meaning: { es: 'El SRI no puede leer el certificado.', en: 'SRI cannot read the certificate.' },
    cause: {
      es: 'El certificado falta en la firma, o no es un certificado X.509.',
      en: 'The certificate is missing from the signature, or is not an X.509 certificate.',
    },
    remedy: {
      es: 'Cargue de nuevo el certificado del emisor; si el diagnóstico no señala nada, avísenos.',
      en: "Load the issuer's certificate again; if its diagnosis points to nothing, tell us.",
    },
    path: '',
    numberSurvives: true,
  },
  {
    code: '42',
    meaning: { es: 'El certificado está revocado o vencido.', en: 'The certificate was revoked or has expired.' },
    cause: {
      es: 'Se revocó antes de tiempo, o venció sin renovarse.',
      en: 'It was withdrawn early, or it ended without being renewed.',
    },
    remedy: {
      es: 'Cargue un certificado vigente del emisor y vuelva a enviar con el mismo número.',
      en: 'Load a certificate of the issuer that is in force and send again under the same number.',
    },
    path: '',
    numberSurvives: true,
  },
]
