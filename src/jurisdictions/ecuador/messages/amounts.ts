import type { Bilingual } from '../../../domain/fault.ts'
import { folded } from '../../wire/folded-text.ts'
import type { Help, KnownMessage } from './known-message.ts'

/**
 * Messages about figures.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11
 */
export const AMOUNT_MESSAGES: readonly KnownMessage[] = [
  {
    code: '52',
    meaning: { es: 'Las cifras del documento no cuadran entre sí.', en: 'The figures of the document do not add up.' },
    cause: {
      es: 'Un total que usted dio difiere de la suma de sus partes; la causa usual es el redondeo.',
      en: 'A total you gave differs from the sum of its parts; rounding is the usual cause.',
    },
    remedy: {
      es: 'No dé totales en el bloque ec: Emite los calcula. Si no los dio, avísenos: es un defecto nuestro.',
      en: 'Give no totals in the ec block: Emite computes them. If you gave none, tell us: it is a defect of ours.',
    },
    path: '',
    refine: figureHelp,
    numberSurvives: true,
  },
  {
    code: '92',
    meaning: {
      es: 'El monto de la devolución del IVA no es el autorizado.',
      en: 'The amount of the IVA refund is not the one authorised.',
    },
    cause: {
      es: 'El valor no coincide con el que el servicio de devolución (DIG) autorizó para este comprador.',
      en: 'The value is not the one that the refund service (DIG) authorised for this buyer.',
    },
    remedy: {
      es: 'Consulte otra vez el monto en el servicio de devolución y dé exactamente ese valor.',
      en: 'Ask the refund service for the amount again and give exactly that value.',
    },
    path: 'ec.infoFactura.totalConImpuestos',
    numberSurvives: true,
  },
]

/** Which figure the text speaks of: the one it names first. */
function figureHelp(text: string): Partial<Help> | undefined {
  const words = folded(text)
  const named = FIGURES.map((figure) => ({ figure, at: words.search(figure.wording) })).filter(({ at }) => at >= 0)
  return named.sort((one, other) => one.at - other.at)[0]?.figure
}

interface Figure extends Partial<Help> {
  /** Names it as an element or in words: without accents, in lower case, one blank between words. */
  readonly wording: RegExp
}

/** A figure that must be something, and where the parts it is made of come from. */
function figure(wording: RegExp, element: string, is: Bilingual, path: string): Figure {
  const meaning = {
    es: `El valor «${element}» no cuadra: ${is.es}.`,
    en: `The figure "${element}" does not add up: ${is.en}.`,
  }
  return { wording, meaning, path }
}

/** @source SRI, Ficha técnica offline v2.32 (oct-2025), annexes 3 to 17: what each total is */
const FIGURES: readonly Figure[] = [
  figure(
    /\btotal(es)? ?sin ?impuestos?\b/,
    'totalSinImpuestos',
    { es: 'debe ser la suma de las líneas', en: 'it must be the sum of the lines' },
    'lines',
  ),
  figure(
    /\bprecio ?total\b/,
    'precioTotalSinImpuesto',
    {
      es: 'debe ser cantidad por precio unitario menos descuento',
      en: 'it must be quantity times unit price less discount',
    },
    'lines',
  ),
  figure(
    /\btotal ?descuentos?\b/,
    'totalDescuento',
    { es: 'debe ser la suma de los descuentos de las líneas', en: 'it must be the sum of the discounts of the lines' },
    'lines',
  ),
  figure(
    /\bbase ?imponible\b/,
    'baseImponible',
    {
      es: 'debe ser la suma de las líneas con ese impuesto y tarifa',
      en: 'it must be the sum of the lines with that tax and rate',
    },
    'lines',
  ),
  figure(
    /\bimporte ?total\b|\bvalor ?total\b/,
    'importeTotal',
    {
      es: 'debe ser el total sin impuestos más impuestos y demás cargos',
      en: 'it must be the total without taxes plus taxes and other charges',
    },
    '',
  ),
  figure(
    /\bvalor ?modificacion\b/,
    'valorModificacion',
    { es: 'debe ser el total de la nota con impuestos', en: "it must be the note's total with taxes" },
    '',
  ),
  figure(
    /\bvalor ?retenido\b|\bporcentaje ?(a )?retener\b/,
    'valorRetenido',
    { es: 'debe ser la base por el porcentaje', en: 'it must be the base times the percentage' },
    '',
  ),
  figure(
    /\bpropina\b/,
    'propina',
    { es: 'no puede pasar del 10 % del subtotal', en: 'it cannot exceed 10 % of the subtotal' },
    'ec.infoFactura.propina',
  ),
  figure(
    /\b(total ?)?pagos?\b|\bforma ?(de ?)?pago\b/,
    'pagos',
    { es: 'debe ser el total del documento', en: 'it must be the total of the document' },
    'payment.methods',
  ),
  {
    wording: /\btipo ?(de ?)?sujeto ?retenido\b/,
    meaning: {
      es: 'Falta el tipo de sujeto retenido, que se exige a identificaciones del exterior.',
      en: 'The type of the subject withheld from is missing, which foreign identifications need.',
    },
    cause: {
      es: 'El proveedor se identificó como del exterior (08) sin decir si es persona natural o sociedad.',
      en: 'The supplier was identified as foreign (08) without saying whether a person or a company.',
    },
    remedy: {
      es: 'Dé el tipo de sujeto retenido, o corrija el tipo de identificación si es de Ecuador.',
      en: 'Give the type of the subject, or correct the type of identification if it is of Ecuador.',
    },
    path: 'ec.infoCompRetencion.tipoSujetoRetenido',
  },
]
