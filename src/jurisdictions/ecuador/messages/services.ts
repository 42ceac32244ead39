import type { KnownMessage } from './known-message.ts'

/**
 * Messages about SRI's services and environments rather than about a document.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11
 */
export const SERVICE_MESSAGES: readonly KnownMessage[] = [
  {
    code: '49',
    meaning: {
      es: 'Al SRI le llegó la solicitud sin el documento.',
      en: 'SRI got the request without the document.',
    },
    cause: {
      es: 'Algo entre Emite y el SRI quitó el contenido de la solicitud.',
      en: 'Something between Emite and SRI took the content out of the request.',
    },
    remedy: {
      es: 'Revise que ningún proxy cambie lo que se envía al SRI, y reintente.',
      en: 'Check that no proxy alters what is sent to SRI, and retry.',
    },
    path: '',
    numberSurvives: true,
  },
  {
    code: '50',
    meaning: { es: 'El SRI falló por dentro.', en: 'SRI failed inside.' },
    cause: {
      es: 'Un problema pasajero de sus servidores; el documento no tiene culpa.',
      en: 'A passing problem of its servers; the document is not at fault.',
    },
    remedy: {
      es: 'Envíe el mismo archivo más tarde; Emite lo hace sin que lo pida.',
      en: 'Send the same file later; Emite does so unasked.',
    },
    path: '',
    numberSurvives: true,
  },
  {
    code: '60',
    meaning: {
      es: 'El documento se procesó en el ambiente de pruebas.',
      en: 'The document was processed in the test environment.',
    },
    cause: {
      es: 'El SRI lo recuerda en todo documento de pruebas; no es un error.',
      en: 'SRI says so of every test document; it is no mistake.',
    },
    remedy: {
      es: 'Nada que hacer; recuerde que el documento no tiene validez tributaria.',
      en: 'Nothing to do; remember that the document has no tax value.',
    },
    path: '',
  },
  {
    code: '99',
    meaning: { es: 'La consulta no encontró el comprobante.', en: 'The query did not find the document.' },
    cause: {
      es: 'La clave no existe en este ambiente, o su fecha está fuera del rango que se puede consultar.',
      en: 'The key does not exist in this environment, or its date is outside the range that may be asked about.',
    },
    remedy: {
      es: 'Compruebe la clave y el ambiente; lo más antiguo se consulta en SRI en línea.',
      en: 'Check key and environment; what is older is looked up at SRI en línea.',
    },
    path: '',
  },
]
