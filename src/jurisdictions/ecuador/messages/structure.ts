import type { KnownMessage } from './known-message.ts'
import { schemaHelp } from './schema-text.ts'

/**
 * Messages about the form of the file.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11 and table 8 (limits)
 */
export const STRUCTURE_MESSAGES: readonly KnownMessage[] = [
  {
    code: '26',
    meaning: { es: 'El archivo es demasiado grande.', en: 'The file is too large.' },
    cause: {
      es: 'Un comprobante firmado no puede pasar de 320 KB.',
      en: 'A signed document cannot exceed 320 KB.',
    },
    remedy: {
      es: 'Reparta las líneas en varios documentos, o acorte sus textos.',
      en: 'Split the lines over several documents, or shorten their texts.',
    },
    path: 'lines',
    numberSurvives: true,
  },
  {
    code: '35',
    meaning: { es: 'El XML no cumple el esquema oficial.', en: 'The XML does not follow the official schema.' },
    cause: {
      es: 'Un elemento falta, sobra, está vacío o fuera de orden; el texto del SRI suele nombrarlo.',
      en: "An element is missing, not allowed, empty or out of order; SRI's text usually names it.",
    },
    remedy: {
      es: 'Corrija el campo que nombra el texto. Si el borrador pasó la validación de Emite, avísenos: es un defecto nuestro.',
      en: 'Correct the field the text names. If the draft passed the validation of Emite, tell us: it is a defect of ours.',
    },
    path: '',
    refine: schemaHelp,
    numberSurvives: true,
  },
  {
    code: '36',
    meaning: {
      es: 'Esta versión del formato ya no se admite.',
      en: 'This version of the format is not taken any more.',
    },
    cause: {
      es: 'El SRI dio de baja la versión que el documento declara.',
      en: 'SRI has withdrawn the version that the document declares.',
    },
    remedy: {
      es: 'Quite la versión que dio, para que Emite use la más reciente, o actualice Emite.',
      en: 'Take out the version you gave, so that Emite uses the newest, or update Emite.',
    },
    path: '',
    numberSurvives: true,
  },
  {
    code: '47',
    meaning: { es: 'El tipo de comprobante no existe.', en: 'There is no such type of document.' },
    cause: {
      es: 'El código de codDoc no es uno de los que el SRI recibe por este servicio.',
      en: 'The code in codDoc is none of those SRI takes through this service.',
    },
    remedy: {
      es: 'Use uno de los tipos 01, 03, 04, 05, 06 o 07.',
      en: 'Use one of the types 01, 03, 04, 05, 06 or 07.',
    },
    path: 'type',
    numberSurvives: true,
  },
  {
    code: '48',
    meaning: {
      es: 'El SRI no tiene un esquema para este tipo y versión.',
      en: 'SRI has no schema for this type and version.',
    },
    cause: {
      es: 'La versión declarada no existe para este tipo de comprobante.',
      en: 'The version declared does not exist for this type of document.',
    },
    remedy: {
      es: 'Quite la versión que dio: Emite usa la que corresponde al tipo.',
      en: 'Take out the version you gave: Emite uses the one that belongs to the type.',
    },
    path: '',
    numberSurvives: true,
  },
]
