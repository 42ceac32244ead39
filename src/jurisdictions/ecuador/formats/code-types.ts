import type { SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'

// The codes of the SRI schemas. Where a schema takes exactly the codes of a catalog they are listed; where it takes more (any
// two digits, say) it keeps its pattern, and whether the code exists is for the rules.

/** Test or production. */
export const ambiente = listed('ambiente', ['1', '2'], 'environments')
/** Always 1: the 2 that the schema takes as well is a contingency of the old online scheme. */
export const tipoEmision = pattern(
  'tipoEmision',
  '[12]{1}',
  'emission-types',
  '1, emisión normal',
  '1, normal emission',
)
/** Which of the six types a document is. */
export const codDoc = pattern('codDoc', '[0-9]{2}', 'document-types', 'dos dígitos, como 01', 'two digits, such as 01')
/** Yes or no. */
export const siNo = listed('siNo', ['SI', 'NO'])
/** Always `comprobante`: what the signature refers to. */
export const id = listed('id', ['comprobante'])

/**
 * The RIMPE legend. The published schemas know only the first text; the second, which the ficha requires of a negocio popular,
 * SRI takes all the same.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 22
 */
export const contribuyenteRimpe = listed(
  'contribuyenteRimpe',
  ['CONTRIBUYENTE RÉGIMEN RIMPE', 'CONTRIBUYENTE NEGOCIO POPULAR - RÉGIMEN RIMPE'],
  'rimpe-legends',
)

/** That the sale is an export. */
export const comercioExterior = listed('comercioExterior', ['EXPORTADOR'])
/** What kind of number identifies somebody. */
export const tipoIdentificacion = listed('tipoIdentificacion', ['04', '05', '06', '07', '08'], 'identification-types')
/** A country. */
export const pais = pattern('pais', '[0-9]{3}', 'countries', 'tres dígitos, como 593', 'three digits, such as 593')
/** A country, or a tax haven of four digits. */
export const paisEfecPago = pattern(
  'paisEfecPago',
  '[0-9]{3,4}',
  'countries',
  'tres o cuatro dígitos, como 110',
  'three or four digits, such as 110',
)

/** IVA, ICE or IRBPNR. */
export const impuesto = listed('codigoImpuesto', ['2', '3', '5'], 'taxes')
/** IVA, the only tax of a liquidación. */
export const soloIva = listed('codigoIva', ['2'], 'taxes')
/** The code of a rate of a tax. */
export const codigoPorcentaje: SimpleType = {
  name: 'codigoPorcentaje',
  base: 'text',
  minLength: 1,
  maxLength: 4,
  pattern: schemaPattern('[0-9]+'),
  shape: { es: 'de 1 a 4 dígitos', en: '1 to 4 digits' },
}
/** The same where the schema says it in one pattern; also the rate of a reimbursed tax in retención 2.0.0. */
export const hasta4Digitos = pattern('hasta4Digitos', '[0-9]{1,4}', undefined, 'de 1 a 4 dígitos', '1 to 4 digits')
/** The solidarity compensation of 2016 and 2017. */
export const compensacion = listed('codigoCompensacion', ['1'])

/** A means of payment. */
export const formaPago = pattern(
  'formaPago',
  '[0][1-9]|[1][0-9]|[2][0-1]',
  'payment-methods',
  'un código de la tabla de formas de pago, como 20',
  'a code of the table of payment methods, such as 20',
)

/** The tax that a factura shows as withheld: presumptive IVA and renta. */
export const retencionEnFactura = listed('codigoRetencionFactura', ['4'], 'withholding-taxes')
/** The kind of that withholding. */
export const codigoRetencionEnFactura = pattern(
  'codigoPorcentajeRetencion',
  '[0-9]{1,3}',
  'presumptive-withholdings',
  'de 1 a 3 dígitos',
  '1 to 3 digits',
)
/** Renta, IVA or ISD. */
export const impuestoRetenido = listed('codigoRetenido', ['1', '2', '6'], 'withholding-taxes')
/** The same in retención 1.0.0, which takes any digit. */
export const impuestoRetenidoSinLista = pattern(
  'codigoRetenidoV1',
  '[0-9]{1}',
  'withholding-taxes',
  'un dígito: 1 renta, 2 IVA, 6 ISD',
  'one digit: 1 renta, 2 IVA, 6 ISD',
)

/** The type of a document that another rests on, two digits. */
export const documentoSustento2 = support('[0-9]{2}', 'dos dígitos, como 01', 'two digits, such as 01')
/** The same, up to three digits. */
export const documentoSustento = support('[0-9]{1,3}', 'de 1 a 3 dígitos, como 01', '1 to 3 digits, such as 01')
/** The same, two digits or three. */
export const documentoReembolso = support(
  '[0-9]{2,3}',
  'dos o tres dígitos, como 41',
  'two or three digits, such as 41',
)
/** What a purchase is deducted as. */
export const codSustento = pattern(
  'codSustento',
  '[0-9]{2}',
  'tax-supports',
  'dos dígitos, como 01',
  'two digits, such as 01',
)

/** Person or company, of the supplier of a reimbursement. */
export const tipoProveedorReembolso = listed('tipoProveedorReembolso', ['01', '02'], 'reimbursement-supplier-types')
/** Person or company, of a subject with a foreign identification. */
export const tipoSujetoRetenido = listed('tipoSujetoRetenido', ['01', '02'], 'withheld-subject-types')
/** Whether a payment goes to a resident. */
export const pagoLocExt = listed('pagoLocExt', ['01', '02'], 'payment-residences')
/** The tax regime of a payment abroad. */
export const tipoRegi = pattern('tipoRegi', '[0-9]{2}', 'tax-regimes', 'dos dígitos, como 01', 'two digits, such as 01')

function listed(name: string, values: readonly string[], catalog?: string): SimpleType {
  const type: SimpleType = { name, base: 'text', values: new Set(values) }
  return catalog === undefined ? type : { ...type, catalog }
}

function pattern(name: string, source: string, catalog: string | undefined, es: string, en: string): SimpleType {
  const type: SimpleType = { name, base: 'text', pattern: schemaPattern(source), shape: { es, en } }
  return catalog === undefined ? type : { ...type, catalog }
}

function support(source: string, es: string, en: string): SimpleType {
  return pattern(`tipoDocumento${source}`, source, 'support-document-types', es, en)
}
