import type { KnownMessage } from './known-message.ts'

/**
 * Messages about the receiver and the documents that stand behind this one. Warnings come with an authorisation.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11
 */
export const RECEIVER_MESSAGES: readonly KnownMessage[] = [
  {
    code: '59',
    meaning: {
      es: 'La identificación del receptor no existe.',
      en: "The receiver's identification does not exist.",
    },
    cause: {
      es: 'La cédula o el RUC no consta en los registros. Es una advertencia: el documento queda autorizado.',
      en: 'The cédula or RUC is in no registry. It is a warning: the document is authorised.',
    },
    remedy: {
      es: 'Confirme la identificación con el cliente: con una equivocada no podrá sustentar su gasto.',
      en: 'Confirm the identification with the customer, who cannot claim the expense under a wrong one.',
    },
    path: 'buyer.taxId',
  },
  {
    code: '62',
    meaning: {
      es: 'La identificación del receptor es incorrecta.',
      en: "The receiver's identification is not correct.",
    },
    cause: {
      es: 'No corresponde al tipo indicado, o su dígito verificador no cuadra. El documento queda autorizado.',
      en: 'It does not fit the type given, or its check digit is wrong. The document is authorised.',
    },
    remedy: {
      es: 'Revise el tipo de identificación y el número antes del próximo documento a este cliente.',
      en: 'Check type and number of the identification before the next document to this customer.',
    },
    path: 'buyer.taxId',
  },
  {
    code: '69',
    meaning: {
      es: 'El RUC del receptor no existe.',
      en: "The receiver's RUC does not exist.",
    },
    cause: {
      es: 'El número está mal escrito, o se declaró como RUC lo que es cédula o pasaporte.',
      en: 'The number is mistyped, or a cédula or passport was declared as a RUC.',
    },
    remedy: {
      es: 'Corrija la identificación del receptor o su tipo, y envíe de nuevo con el mismo número.',
      en: "Correct the receiver's identification or its type, and send again under the same number.",
    },
    path: 'buyer.taxId',
    numberSurvives: true,
  },
  {
    code: '64',
    meaning: {
      es: 'El código del documento de sustento no existe.',
      en: 'The code of the supporting document does not exist.',
    },
    cause: {
      es: 'El código no está en la tabla de tipos de comprobante que puede sustentar a este.',
      en: 'The code is not in the table of documents that may support this one.',
    },
    remedy: {
      es: 'Use un código de la tabla oficial, por ejemplo 01 para factura.',
      en: 'Use a code of the official table, such as 01 for an invoice.',
    },
    path: 'reference.number',
    numberSurvives: true,
  },
  {
    code: '68',
    meaning: {
      es: 'El SRI no encuentra el documento de sustento entre los electrónicos.',
      en: 'SRI does not find the supporting document among the electronic ones.',
    },
    cause: {
      es: 'Era físico, su número está mal escrito, o aún no está autorizado. Es una advertencia.',
      en: 'It was on paper, its number is mistyped, or it is not authorised yet. It is a warning.',
    },
    remedy: {
      es: 'Compruebe el número y la fecha del documento de sustento. Si era físico, no haga nada.',
      en: 'Check number and date of the supporting document. If it was on paper, do nothing.',
    },
    path: 'reference.number',
  },
]
