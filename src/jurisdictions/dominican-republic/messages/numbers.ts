import type { KnownMessage } from './known-message.ts'

/** Messages about the fiscal number itself. */
export const NUMBER_MESSAGES: readonly KnownMessage[] = [
  {
    code: '64',
    meaning: {
      es: 'DGII rechazó el documento sin decir por qué.',
      en: 'DGII rejected the document without saying why.',
    },
    cause: {
      es: 'Se ha visto en notas de débito (33) con CodigoModificacion 1, que anula: una nota de débito no puede anular.',
      en: 'Seen on debit notes (33) with CodigoModificacion 1, which voids: a debit note cannot void.',
    },
    remedy: {
      es: 'En una nota de débito use el código 3, corrige montos.',
      en: 'In a debit note use code 3, corrects amounts.',
    },
    path: 'reference.code',
  },
  {
    code: '75',
    meaning: {
      es: 'El e-NCF no está autorizado para este emisor.',
      en: 'The e-NCF is not authorised for this issuer.',
    },
    cause: {
      es: 'El número queda fuera de los rangos que DGII autorizó. En testecf el documento pasa como aceptado condicional.',
      en: 'The number lies outside the ranges DGII authorised. In testecf the document passes as conditionally accepted.',
    },
    remedy: {
      es: 'Solicite el rango en la Oficina Virtual y cárguelo. En testecf: del 1 al 10 000 000, y hasta 50 000 000 para el tipo 32.',
      en: 'Request the range in the Oficina Virtual and load it. In testecf: 1 to 10,000,000, and up to 50,000,000 for type 32.',
    },
    path: 'number',
  },
  {
    code: '135',
    meaning: {
      es: 'La secuencia no está autorizada.',
      en: 'The sequence is not authorised.',
    },
    cause: {
      es: 'El rango no fue solicitado, o ya venció.',
      en: 'The range was never requested, or has expired.',
    },
    remedy: {
      es: 'Solicite un rango nuevo en la Oficina Virtual, cárguelo con su fecha de vencimiento y emita con él.',
      en: 'Request a new range in the Oficina Virtual, load it with its expiry date, and issue from it.',
    },
    path: 'number',
  },
  {
    code: '1209',
    meaning: {
      es: 'DGII ya recibió un documento con este e-NCF.',
      en: 'DGII has already received a document with this e-NCF.',
    },
    cause: {
      es: 'Se reenvió después de un tiempo de espera agotado, u otro sistema usó el mismo número.',
      en: 'It was sent again after a time-out, or another system used the same number.',
    },
    remedy: {
      es: 'Consulte el e-NCF en DGII. Si el aceptado es otro documento, emita este con un número nuevo y separe los rangos de cada sistema.',
      en: 'Look the e-NCF up at DGII. If the accepted one is another document, issue this one under a new number and give each system a range of its own.',
    },
    path: 'number',
    numberSurvives: false,
  },
]
