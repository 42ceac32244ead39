/**
 * The field of a draft that an element of the official format is usually filled from. SRI's texts name elements without their
 * place, so the block `ec` as a whole stands for all that no neutral field fills.
 */
export function draftFieldOf(element: string): string {
  return NEUTRAL_FIELDS.find(([names]) => names.test(element))?.[1] ?? 'ec'
}

const NEUTRAL_FIELDS: readonly (readonly [RegExp, string])[] = [
  [/^razonSocial(Comprador|Proveedor|SujetoRetenido|Destinatario)$/, 'buyer.name'],
  [/^(tipoI|i)dentificacion(Comprador|Proveedor|SujetoRetenido|Destinatario)$/, 'buyer.taxId'],
  [/^direccion(Comprador|Proveedor)$/, 'buyer.address'],
  [/^(razonSocial|nombreComercial|ruc|dirMatriz|dirEstablecimiento|obligadoContabilidad|agenteRetencion)$/, 'issuer'],
  [/^(contribuyenteEspecial|contribuyenteRimpe)$/, 'issuer'],
  [/^fechaEmision$/, 'issueDate'],
  [/^secuencial$/, 'number'],
  [/^(codDocModificado|numDocModificado)$/, 'reference.number'],
  [/^fechaEmisionDocSustento$/, 'reference.date'],
  [/^(motivo|razon)$/, 'reference.reason'],
  [
    /^(detalles?|codigo(Principal|Auxiliar|Interno|Adicional)|descripcion|cantidad|precio\w+|descuento|unidadMedida)$/,
    'lines',
  ],
  [/^(pagos?|formaPago|plazo|unidadTiempo)$/, 'payment'],
]
