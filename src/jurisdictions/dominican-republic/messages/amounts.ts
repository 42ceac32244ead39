import type { KnownMessage } from './known-message.ts'

/** Messages about lines, taxes and totals. */
export const AMOUNT_MESSAGES: readonly KnownMessage[] = [
  {
    code: '176',
    meaning: {
      es: 'IndicadorMontoGravado falta o no es válido.',
      en: 'IndicadorMontoGravado is missing or not valid.',
    },
    cause: {
      es: 'El documento tiene líneas gravadas y no dice si los precios incluyen el ITBIS.',
      en: 'The document has taxed lines and does not say whether prices include ITBIS.',
    },
    remedy: {
      es: 'Diga si los precios incluyen el impuesto: 1 si lo incluyen, 0 si no.',
      en: 'Say whether prices include the tax: 1 if they do, 0 if not.',
    },
    path: 'pricesIncludeTax',
  },
  {
    code: '244',
    meaning: {
      es: 'Este tipo de documento solo admite líneas exentas.',
      en: 'This type of document takes exempt lines only.',
    },
    cause: {
      es: 'Un tipo 43 o 47 tiene una línea con IndicadorFacturacion distinto de 4.',
      en: 'A type 43 or 47 has a line whose IndicadorFacturacion is not 4.',
    },
    remedy: {
      es: 'Marque todas las líneas como exentas (IndicadorFacturacion 4).',
      en: 'Mark every line as exempt (IndicadorFacturacion 4).',
    },
    path: 'lines',
  },
  {
    code: '260',
    meaning: {
      es: 'MontoITBISRetenido falta o no es válido.',
      en: 'MontoITBISRetenido is missing or not valid.',
    },
    cause: {
      es: 'Una línea lleva retención sin el monto de ITBIS; hace falta aunque sea 0.00.',
      en: 'A line bears a withholding without the ITBIS amount; it is needed even when it is 0.00.',
    },
    remedy: {
      es: 'Dé el ITBIS retenido de cada línea con retención, 0.00 incluido.',
      en: 'Give the ITBIS withheld on each line that bears a withholding, 0.00 included.',
    },
    path: 'lines',
  },
  {
    code: '1934',
    meaning: {
      es: 'MontoGravadoI1 no coincide con las líneas.',
      en: 'MontoGravadoI1 does not agree with the lines.',
    },
    cause: {
      es: 'Redondeo o descuento global fuera de la tolerancia. El documento queda aceptado condicional: es válido.',
      en: 'Rounding or a global discount beyond the tolerance. The document is conditionally accepted: it is valid.',
    },
    remedy: {
      es: 'Deje que Emite calcule los totales de los próximos documentos.',
      en: 'Let Emite compute the totals of later documents.',
    },
    path: 'do.Encabezado.Totales.MontoGravadoI1',
  },
  {
    code: '2020',
    meaning: {
      es: 'El descuento de una línea no cuadra con su tabla.',
      en: "A line's discount does not agree with its table.",
    },
    cause: {
      es: 'DescuentoMonto viene sin TablaSubDescuento, o no es la suma de ella.',
      en: 'DescuentoMonto comes without TablaSubDescuento, or is not its sum.',
    },
    remedy: {
      es: 'Dé los descuentos de la línea uno por uno y deje que Emite los sume.',
      en: 'Give the discounts of the line one by one and let Emite add them up.',
    },
    path: 'lines',
  },
  {
    code: '2030',
    meaning: {
      es: 'El recargo de una línea no cuadra con su tabla.',
      en: "A line's charge does not agree with its table.",
    },
    cause: {
      es: 'RecargoMonto viene sin TablaSubRecargo, o no es la suma de ella.',
      en: 'RecargoMonto comes without TablaSubRecargo, or is not its sum.',
    },
    remedy: {
      es: 'Dé los recargos de la línea uno por uno y deje que Emite los sume.',
      en: 'Give the charges of the line one by one and let Emite add them up.',
    },
    path: 'lines',
  },
  {
    code: '2150',
    meaning: {
      es: 'TablaSubcantidad falta o no es válida.',
      en: 'TablaSubcantidad is missing or not valid.',
    },
    cause: {
      es: 'Una línea con impuesto selectivo (ISC) no dice cuánto contiene cada unidad.',
      en: 'A line with excise (ISC) does not say how much each unit holds.',
    },
    remedy: {
      es: 'Dé la tabla de subcantidad de la línea, con su unidad.',
      en: "Give the line's table of sub-quantities, with its unit.",
    },
    path: 'lines',
  },
  {
    code: '3205',
    meaning: {
      es: 'El MontoTotal del resumen (RFCE) no es válido.',
      en: 'The MontoTotal of the summary (RFCE) is not valid.',
    },
    cause: {
      es: 'No es la suma de sus partes, o llega a 250 000.00, monto desde el cual va la factura completa.',
      en: 'It is not the sum of its parts, or reaches 250,000.00, from where the full invoice goes instead.',
    },
    remedy: {
      es: 'Deje que Emite calcule los totales y elija la vía.',
      en: 'Let Emite compute the totals and choose the way.',
    },
    path: 'do.Encabezado.Totales.MontoTotal',
  },
  {
    code: '11170',
    meaning: {
      es: 'TotalISRRetencion falta o no es válido.',
      en: 'TotalISRRetencion is missing or not valid.',
    },
    cause: {
      es: 'Un pago al exterior (47) no lleva el total del ISR retenido; hace falta aunque sea 0.00.',
      en: 'A payment abroad (47) lacks the total of ISR withheld; it is needed even when it is 0.00.',
    },
    remedy: {
      es: 'Dé el ISR retenido de cada línea, 0.00 incluido; Emite escribe el total.',
      en: 'Give the ISR withheld on each line, 0.00 included; Emite writes the total.',
    },
    path: 'do.Encabezado.Totales.TotalISRRetencion',
  },
]
