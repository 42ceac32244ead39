import type { KnownMessage } from './known-message.ts'

/** Messages about debit and credit notes, and replacements after a contingency. */
export const NOTE_MESSAGES: readonly KnownMessage[] = [
  {
    code: '156',
    meaning: {
      es: 'IndicadorNotaCredito no es válido.',
      en: 'IndicadorNotaCredito is not valid.',
    },
    cause: {
      es: 'No coincide con los días entre el documento original y la nota: 0 hasta 30 días, 1 después.',
      en: 'It does not agree with the days between the original and the note: 0 up to 30 days, 1 after that.',
    },
    remedy: {
      es: 'Deje que Emite lo calcule, y dé la fecha correcta del documento original.',
      en: 'Let Emite compute it, and give the right date of the original.',
    },
    path: 'reference.date',
  },
  {
    code: '181',
    meaning: {
      es: 'TipoIngresos falta o no es válido.',
      en: 'TipoIngresos is missing or not valid.',
    },
    cause: {
      es: 'La nota modifica un documento que lo lleva, y no lleva el mismo.',
      en: 'The note modifies a document that carries it, and does not carry the same.',
    },
    remedy: {
      es: 'Copie el TipoIngresos del documento original.',
      en: "Copy the original's TipoIngresos.",
    },
    path: 'do.Encabezado.IdDoc.TipoIngresos',
  },
  {
    code: '613',
    meaning: {
      es: 'Un e-CF no puede reemplazar a otro e-CF.',
      en: 'An e-CF cannot replace another e-CF.',
    },
    cause: {
      es: 'CodigoModificacion 4 (reemplazo por contingencia) señala a un número electrónico.',
      en: 'CodigoModificacion 4 (replacement after a contingency) points to an electronic number.',
    },
    remedy: {
      es: 'Use 4 solo para reemplazar un NCF de papel; para corregir un e-CF emita una nota.',
      en: 'Use 4 only to replace a paper NCF; to correct an e-CF issue a note.',
    },
    path: 'reference.code',
  },
  {
    code: '614',
    meaning: {
      es: 'DGII no tiene aceptado el documento que la nota modifica.',
      en: 'DGII has not accepted the document that the note modifies.',
    },
    cause: {
      es: 'La nota salió antes que su original fuera aceptado, o el número está mal.',
      en: 'The note was sent before its original was accepted, or the number is wrong.',
    },
    remedy: {
      es: 'Espere a que el original sea aceptado y revise su número.',
      en: 'Wait until the original is accepted, and check its number.',
    },
    path: 'reference.number',
  },
  {
    code: '615',
    meaning: {
      es: 'La nota no cabe en el documento que modifica, o es de otro comprador.',
      en: 'The note does not fit the document it modifies, or is for another buyer.',
    },
    cause: {
      es: 'La suma de las notas de crédito pasa del monto del original con sus notas de débito, o RNCComprador no es el del original.',
      en: "The credit notes add up to more than the original with its debit notes, or RNCComprador is not the original's.",
    },
    remedy: {
      es: 'Revise el saldo que queda del original y use su mismo comprador.',
      en: 'Check what is left of the original, and use the same buyer.',
    },
    path: 'reference.number',
  },
  {
    code: '634',
    meaning: {
      es: 'La fecha del documento modificado no es la suya.',
      en: "The date given for the modified document is not that document's.",
    },
    cause: {
      es: 'FechaNCFModificado es distinta de la FechaEmision del original.',
      en: "FechaNCFModificado differs from the original's FechaEmision.",
    },
    remedy: {
      es: 'Copie la fecha de emisión del original, o déjela fuera si el original está en Emite.',
      en: "Copy the original's issue date, or leave it out when Emite has the original.",
    },
    path: 'reference.date',
  },
]
