import type { KnownMessage } from './known-message.ts'

/** Messages about the buyer, and about the buyer's own commercial approval. */
export const BUYER_MESSAGES: readonly KnownMessage[] = [
  {
    code: '1381',
    meaning: {
      es: 'Falta el RNC del comprador.',
      en: "The buyer's RNC is missing.",
    },
    cause: {
      es: 'Se ha visto en regímenes especiales (44) sin comprador identificado.',
      en: 'Seen on special regimes (44) without an identified buyer.',
    },
    remedy: {
      es: 'Dé el RNC del comprador, o su identificación extranjera si es diplomático o no residente.',
      en: "Give the buyer's RNC, or the foreign identification of a diplomat or non-resident.",
    },
    path: 'buyer.taxId',
  },
  {
    code: '1385',
    meaning: {
      es: 'DGII no conoce el RNC del comprador.',
      en: "DGII does not know the buyer's RNC.",
    },
    cause: {
      es: 'El número no está en su registro. En casi todos los tipos el documento queda aceptado condicional: es válido.',
      en: 'The number is not in its register. In most types the document is conditionally accepted: it is valid.',
    },
    remedy: {
      es: 'Confirme el RNC o la cédula con el comprador antes del próximo documento.',
      en: 'Confirm the RNC or cédula with the buyer before the next document.',
    },
    path: 'buyer.taxId',
  },
  {
    code: '02',
    meaning: {
      es: 'DGII todavía no toma aprobaciones comerciales de este contribuyente.',
      en: 'DGII does not take commercial approvals from this taxpayer yet.',
    },
    cause: {
      es: 'En certificación, el paso de las aprobaciones aún no ha llegado.',
      en: 'In certification, the step of the approvals has not been reached.',
    },
    remedy: {
      es: 'Siga el orden de los pasos del portal de certificación.',
      en: 'Follow the order of the steps in the certification portal.',
    },
    path: '',
  },
  {
    wording:
      /\b(factura|comprobante|e ?cf|e ?ncf)\b.*\bno (fue |ha sido )?(encontrad[oa]|existe)\b|\bno (se )?encontro\b.*\b(factura|comprobante|e ?cf)\b|\binvoice not found\b/,
    meaning: {
      es: 'DGII no tiene el e-CF que se quiere aprobar.',
      en: 'DGII does not have the e-CF to be approved.',
    },
    cause: {
      es: 'El e-CF no existe en DGII o no ha sido aceptado todavía.',
      en: 'The e-CF does not exist at DGII or has not been accepted yet.',
    },
    remedy: {
      es: 'Consulte el estado del e-CF y envíe la aprobación cuando esté aceptado.',
      en: 'Look up the state of the e-CF and send the approval once it is accepted.',
    },
    path: '',
  },
  {
    wording:
      /\baprobacion\b.*\bno (es )?(requerid[oa]|necesari[oa]|aplica)\b|\bno requiere\b.*\baprobacion\b|\bapproval not (required|needed)\b/,
    meaning: {
      es: 'Este tipo de e-CF no lleva aprobación comercial.',
      en: 'This type of e-CF takes no commercial approval.',
    },
    cause: {
      es: 'Los tipos 32, 41, 43, 46 y 47 no la llevan.',
      en: 'Types 32, 41, 43, 46 and 47 take none.',
    },
    remedy: {
      es: 'No envíe aprobación de este documento.',
      en: 'Send no approval for this document.',
    },
    path: '',
  },
]
