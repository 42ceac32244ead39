import type { KnownMessage } from './known-message.ts'

/**
 * Messages about dates.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11; NAC-DGERCGC25-00000014 and -00000017: transmission is immediate
 *   since 1 January 2026
 */
export const DATE_MESSAGES: readonly KnownMessage[] = [
  {
    code: '65',
    meaning: {
      es: 'El documento llegó tarde para su fecha de emisión.',
      en: 'The document came too late for its issue date.',
    },
    cause: {
      es: 'Desde 2026 el SRI exige transmitir en el momento de la emisión, y la fecha ya pasó.',
      en: 'Since 2026 SRI wants documents at the moment they are issued, and the date has passed.',
    },
    remedy: {
      es: 'Corrija la fecha de emisión a la de hoy: la clave de acceso cambia con ella.',
      en: "Correct the issue date to today's: the access key changes with it.",
    },
    path: 'issueDate',
    numberSurvives: true,
  },
  {
    code: '67',
    meaning: { es: 'Una fecha no tiene el formato correcto.', en: 'A date does not have the right form.' },
    cause: {
      es: 'Una fecha no está escrita como dd/mm/aaaa, o nombra un día que no existe.',
      en: 'A date is not written as dd/mm/yyyy, or names a day that does not exist.',
    },
    remedy: {
      es: 'Revise las fechas que dio en el bloque ec; las neutras las escribe Emite.',
      en: 'Look at the dates you gave in the ec block; Emite writes the neutral ones.',
    },
    path: 'issueDate',
    numberSurvives: true,
  },
  {
    code: '82',
    meaning: {
      es: 'La fecha de inicio del transporte no es válida.',
      en: 'The start date of the transport is not valid.',
    },
    cause: {
      es: 'El transporte empieza antes de la fecha de emisión de la guía.',
      en: 'The transport begins before the issue date of the waybill.',
    },
    remedy: {
      es: 'Dé una fecha de inicio igual o posterior a la de emisión.',
      en: 'Give a start date on or after the issue date.',
    },
    path: 'ec.infoGuiaRemision.fechaIniTransporte',
    numberSurvives: true,
  },
]
