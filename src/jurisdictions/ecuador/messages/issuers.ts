import type { KnownMessage } from './known-message.ts'

/**
 * Messages about the issuer's standing at SRI: nothing in the document is wrong.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11
 */
export const ISSUER_MESSAGES: readonly KnownMessage[] = [
  {
    code: '2',
    meaning: { es: 'El RUC del emisor no está activo.', en: "The issuer's RUC is not active." },
    cause: {
      es: 'El SRI suspendió o pasivó el RUC, o el contribuyente cerró su actividad.',
      en: 'SRI has suspended or retired the RUC, or the taxpayer has closed the business.',
    },
    remedy: {
      es: 'Reactive el RUC en SRI en línea y vuelva a enviar el documento.',
      en: 'Reactivate the RUC at SRI en línea and send the document again.',
    },
    path: 'issuer',
    numberSurvives: true,
  },
  {
    code: '10',
    meaning: { es: 'El establecimiento del emisor está clausurado.', en: "The issuer's establishment is shut down." },
    cause: {
      es: 'El SRI clausuró el establecimiento por un plazo; al terminar, se habilita solo.',
      en: 'SRI has shut the establishment down for a term; it opens again by itself when the term ends.',
    },
    remedy: {
      es: 'Espere a que termine la clausura, o emita desde otro establecimiento abierto.',
      en: 'Wait for the end of the term, or issue from another establishment that is open.',
    },
    path: 'ec.infoTributaria.estab',
    numberSurvives: true,
  },
  {
    code: '27',
    meaning: {
      es: 'La clase de este contribuyente no puede emitir comprobantes electrónicos.',
      en: "This taxpayer's class cannot issue electronic documents.",
    },
    cause: {
      es: 'El RUC pertenece a una clase de contribuyente que el SRI no admite en la emisión electrónica.',
      en: 'The RUC belongs to a class of taxpayers that SRI does not admit to electronic issuing.',
    },
    remedy: {
      es: 'Pida al SRI que revise la clase del contribuyente antes de volver a emitir.',
      en: "Ask SRI to review the taxpayer's class before issuing again.",
    },
    path: 'issuer',
    numberSurvives: true,
  },
  {
    code: '28',
    meaning: {
      es: 'El emisor no ha aceptado el acuerdo de medios electrónicos.',
      en: 'The issuer has not accepted the agreement on electronic means.',
    },
    cause: {
      es: 'Falta firmar el acuerdo de responsabilidad y uso de medios electrónicos con el SRI.',
      en: 'The agreement with SRI on responsibility and use of electronic means is not signed.',
    },
    remedy: {
      es: 'Acepte el acuerdo en SRI en línea con la clave del emisor y vuelva a enviar.',
      en: "Accept the agreement at SRI en línea with the issuer's user, and send again.",
    },
    path: 'issuer',
    numberSurvives: true,
  },
  {
    code: '34',
    meaning: {
      es: 'El emisor no tiene autorizado este tipo de comprobante.',
      en: 'The issuer is not authorised for this type of document.',
    },
    cause: {
      es: 'La autorización de emisión electrónica no incluye este tipo en este ambiente.',
      en: 'The authorisation to issue electronically does not include this type in this environment.',
    },
    remedy: {
      es: 'Agregue el tipo de comprobante a la autorización en SRI en línea, en el mismo ambiente.',
      en: 'Add the type of document to the authorisation at SRI en línea, in the same environment.',
    },
    path: 'type',
    numberSurvives: true,
  },
  {
    code: '37',
    meaning: {
      es: 'El RUC no tiene autorización de emisión electrónica.',
      en: 'The RUC has no authorisation to issue electronically.',
    },
    cause: {
      es: 'El emisor no la ha solicitado en este ambiente; pruebas y producción se piden por separado.',
      en: 'The issuer has not asked for it in this environment; testing and production are asked for apart.',
    },
    remedy: {
      es: 'Solicite la emisión electrónica en SRI en línea para el ambiente al que envía.',
      en: 'Ask for electronic issuing at SRI en línea for the environment you send to.',
    },
    path: 'issuer',
    numberSurvives: true,
  },
  {
    code: '46',
    meaning: { es: 'El RUC no existe en el registro del SRI.', en: "The RUC is not in SRI's registry." },
    cause: {
      es: 'El RUC del emisor está mal escrito; a veces se refiere al del receptor.',
      en: "The issuer's RUC is mistyped; at times it speaks of the receiver's.",
    },
    remedy: {
      es: 'Compare ambos RUC con el registro en SRI en línea y corrija el que falte allí.',
      en: 'Compare both RUCs with the registry at SRI en línea and correct the one that is not there.',
    },
    path: 'issuer',
    numberSurvives: true,
  },
  {
    code: '56',
    meaning: { es: 'El establecimiento está cerrado en el RUC.', en: 'The establishment is closed in the RUC.' },
    cause: {
      es: 'El código de establecimiento no existe en el RUC, o se cerró.',
      en: 'The code of the establishment is not in the RUC, or it was closed.',
    },
    remedy: {
      es: 'Use un establecimiento abierto, o abra este en el RUC antes de volver a enviar.',
      en: 'Use an establishment that is open, or open this one in the RUC before sending again.',
    },
    path: 'ec.infoTributaria.estab',
    numberSurvives: true,
  },
  {
    code: '57',
    meaning: {
      es: 'La autorización de emisión está suspendida, o no regía en la fecha de emisión.',
      en: 'The authorisation to issue is suspended, or was not in force on the issue date.',
    },
    cause: {
      es: 'El SRI la suspendió, por ejemplo por obligaciones pendientes, o se obtuvo después de esa fecha.',
      en: 'SRI has suspended it, for duties unfulfilled for example, or it was granted after that date.',
    },
    remedy: {
      es: 'Revise el estado tributario del emisor en SRI en línea; si solo la fecha es anterior, corríjala.',
      en: "Look at the issuer's tax status at SRI en línea; if only the date is too early, correct it.",
    },
    path: 'issuer',
    numberSurvives: true,
  },
  {
    code: '63',
    meaning: { es: 'El RUC del emisor está clausurado.', en: "The issuer's RUC is shut down." },
    cause: {
      es: 'El SRI clausuró al contribuyente y no puede emitir mientras dure.',
      en: 'SRI has shut the taxpayer down, who cannot issue while that lasts.',
    },
    remedy: {
      es: 'Resuelva la clausura con el SRI y vuelva a enviar el documento.',
      en: 'Settle it with SRI and send the document again.',
    },
    path: 'issuer',
    numberSurvives: true,
  },
]
