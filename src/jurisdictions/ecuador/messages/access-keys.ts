import type { KnownMessage } from './known-message.ts'

/**
 * Messages about the clave de acceso and the secuencial.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11 and its notes 1 and 2
 */
export const ACCESS_KEY_MESSAGES: readonly KnownMessage[] = [
  {
    code: '43',
    meaning: {
      es: 'El SRI ya tiene esta clave de acceso.',
      en: 'SRI has this access key already.',
    },
    cause: {
      es: 'Casi siempre es este mismo documento: un envío anterior llegó y su respuesta se perdió.',
      en: 'Nearly always it is this very document: an earlier attempt arrived and its answer was lost.',
    },
    remedy: {
      es: 'No emita otro documento. Emite consulta la autorización con la misma clave, sin que lo pida.',
      en: 'Do not issue another document. Emite asks for the authorisation by the same key, unasked.',
    },
    path: '',
  },
  {
    code: '45',
    meaning: {
      es: 'El SRI ya tiene este secuencial con otra clave de acceso.',
      en: 'SRI has this sequential number already, under another access key.',
    },
    cause: {
      es: 'Otro sistema usó el mismo establecimiento, punto de emisión y secuencial, o la numeración volvió atrás.',
      en: 'Another system used the same establishment, point of issue and number, or the numbering went back.',
    },
    remedy: {
      es: 'Emita este documento con el siguiente número y dé a cada sistema un punto de emisión propio.',
      en: 'Issue this document under the next number and give each system a point of issue of its own.',
    },
    path: 'number',
    numberSurvives: false,
  },
  {
    code: '58',
    meaning: {
      es: 'La clave de acceso no coincide con el documento.',
      en: 'The access key does not agree with the document.',
    },
    cause: {
      es: 'La fecha, el tipo, el RUC, el ambiente, la serie o el secuencial difieren de los que lleva la clave.',
      en: 'Date, type, RUC, environment, series or number differ from those in the key.',
    },
    remedy: {
      es: 'No dé una clave propia: Emite la forma con los datos del documento. Si no la dio, avísenos.',
      en: 'Do not give a key of your own: Emite makes it from the document. If you gave none, tell us.',
    },
    path: 'ec.infoTributaria.claveAcceso',
    numberSurvives: true,
  },
  {
    code: '70',
    meaning: {
      es: 'El SRI está procesando esta clave de acceso.',
      en: 'SRI is processing this access key.',
    },
    cause: {
      es: 'El documento llegó en un envío anterior y el SRI aún no decide; puede tomar hasta 24 horas.',
      en: 'The document arrived with an earlier attempt and SRI has not decided; it may take up to 24 hours.',
    },
    remedy: {
      es: 'Espere: no reenvíe ni cambie la clave o el número. Emite sigue consultando la autorización.',
      en: 'Wait: do not send again, nor change key or number. Emite keeps asking for the authorisation.',
    },
    path: '',
  },
  {
    code: '80',
    meaning: {
      es: 'La clave de acceso de la consulta no tiene la forma correcta.',
      en: 'The access key asked for does not have the right form.',
    },
    cause: {
      es: 'Está vacía, tiene más de 49 caracteres o contiene algo que no es un dígito.',
      en: 'It is empty, has more than 49 characters, or holds something other than digits.',
    },
    remedy: {
      es: 'Consulte con los 49 dígitos de la clave de acceso, sin espacios.',
      en: 'Ask with the 49 digits of the access key, without blanks.',
    },
    path: 'ec.infoTributaria.claveAcceso',
    numberSurvives: true,
  },
]
