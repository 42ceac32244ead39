import type { KnownMessage } from './known-message.ts'

/** Messages about how a file reached DGII: its name, its signature, the certificate, DGII's own trouble. */
export const DELIVERY_MESSAGES: readonly KnownMessage[] = [
  {
    code: '004',
    wording: /\b(error|falla|fallo) temporal\b/,
    meaning: {
      es: 'DGII falló mientras validaba el documento.',
      en: 'DGII failed while it validated the document.',
    },
    cause: {
      es: 'Un problema pasajero de DGII; el documento no tiene culpa.',
      en: 'A passing problem at DGII; the document is not at fault.',
    },
    remedy: {
      es: 'Envíe el mismo archivo más tarde; Emite lo hace sin que lo pida.',
      en: 'Send the same file later; Emite does so unasked.',
    },
    path: '',
    numberSurvives: true,
  },
  {
    code: '81',
    meaning: {
      es: 'El nombre del archivo no es el que DGII espera.',
      en: 'The file name is not the one DGII expects.',
    },
    cause: {
      es: 'El nombre no es el RNC del emisor seguido del e-NCF, sin nada entre ellos.',
      en: "The name is not the issuer's RNC followed by the e-NCF with nothing between them.",
    },
    remedy: {
      es: 'Revise el RNC del emisor y el e-NCF del documento: Emite forma el nombre con ellos.',
      en: "Check the document's issuer RNC and e-NCF: Emite makes the name from them.",
    },
    path: 'issuer',
  },
  {
    code: '3243',
    meaning: {
      es: 'El nombre del archivo no tiene el largo que DGII espera.',
      en: 'The file name does not have the length DGII expects.',
    },
    cause: {
      es: 'El RNC o el e-NCF tienen espacios, prefijos o minúsculas, o les faltan dígitos.',
      en: 'The RNC or the e-NCF has blanks, prefixes or lower-case letters, or lacks digits.',
    },
    remedy: {
      es: 'Use un RNC de 9 dígitos o una cédula de 11, y un e-NCF de 13 caracteres.',
      en: 'Use an RNC of 9 digits or a cédula of 11, and an e-NCF of 13 characters.',
    },
    path: 'issuer',
  },
  {
    wording: /\bfirma\b.*\binvalid[ao]\b|\bfirma\b.*\bno (es )?valid[ao]\b/,
    meaning: {
      es: 'DGII no acepta la firma.',
      en: 'DGII does not take the signature.',
    },
    cause: {
      es: 'El certificado está vencido, revocado o no es para procedimientos tributarios; o el archivo cambió después de firmarse.',
      en: 'The certificate has expired, was revoked or is not one for tax procedures; or the file changed after signing.',
    },
    remedy: {
      es: 'Revise el diagnóstico del certificado del emisor y cargue uno vigente, para procedimientos tributarios, de una entidad autorizada por INDOTEL.',
      en: "Look at the diagnosis of the issuer's certificate and load one in force, for tax procedures, from an entity authorised by INDOTEL.",
    },
    path: '',
    numberSurvives: true,
  },
  {
    wording: /\bdelegad[oa]s?\b|\bdelegacion\b|\bno (esta )?autorizad[oa] (a|para) firmar\b|\bnot delegated\b/,
    meaning: {
      es: 'El dueño del certificado no está delegado para firmar por este RNC.',
      en: 'The holder of the certificate is not delegated to sign for this RNC.',
    },
    cause: {
      es: 'El RNC o la cédula del certificado suele ser distinto del emisor; DGII exige que el emisor lo haya delegado.',
      en: "The certificate's RNC or cédula normally differs from the issuer's; DGII requires the issuer to have delegated it.",
    },
    remedy: {
      es: 'Delegue a esa persona como firmante en la Oficina Virtual, con el usuario del emisor, y reintente.',
      en: "Delegate that person as signer in the Oficina Virtual, with the issuer's user, and retry.",
    },
    path: '',
    numberSurvives: true,
  },
  {
    wording: /\barchivo (no (es )?valido|invalido)\b/,
    meaning: {
      es: 'DGII no reconoce el archivo.',
      en: 'DGII does not recognise the file.',
    },
    cause: {
      es: 'La parte no se llama xml, no tiene nombre de archivo, o no contiene un XML.',
      en: 'The part is not named xml, has no file name, or does not hold XML.',
    },
    remedy: {
      es: 'Revise que ningún proxy entre Emite y DGII cambie el cuerpo de los envíos, y reintente.',
      en: 'Check that no proxy between Emite and DGII alters what is sent, and retry.',
    },
    path: '',
    numberSurvives: true,
  },
  {
    wording:
      /\b(estructura|esquema|formato|xml)\b.*\b(invalid[oa]|no valid[oa]|no cumple|incorrect[oa])\b|\bxml structure invalid\b/,
    meaning: {
      es: 'El XML no cumple el esquema oficial.',
      en: 'The XML does not follow the official schema.',
    },
    cause: {
      es: 'Un elemento falta, sobra, está vacío o fuera de orden; el texto de DGII suele nombrarlo.',
      en: "An element is missing, not allowed, empty or out of order; DGII's text usually names it.",
    },
    remedy: {
      es: 'Corrija el campo que nombra el texto. Si el borrador pasó la validación de Emite, avísenos: es un defecto nuestro.',
      en: 'Correct the field the text names. If the draft passed the validation of Emite, tell us: it is a defect of ours.',
    },
    path: '',
    numberSurvives: true,
  },
]
