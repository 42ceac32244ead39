/** A place in a draft by the client's own name of the field it was made from. What was made from none keeps its official name. */
export function clientPath(path: string): string {
  const [, at, rest] = /^lines(\[\d+\])?(?:\.(.*))?$/s.exec(path) ?? []
  if (at === undefined) return nameOf(path, NAMES) ?? path.replace(/^do\./, '')
  if (rest === undefined) return `items${at}`
  return `items${at}.${nameOf(rest, ITEM_NAMES) ?? rest.replace(/^do\./, '')}`
}

/** The name of the place, or of the nearest group that it belongs to. */
function nameOf(path: string, names: ReadonlyMap<string, string>): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.search(/(?:\.[^.[\]]*|\[[^[\]]*\])$/)))) {
    const name = names.get(at)
    if (name !== undefined) return `${name}${name === 'payment_methods' ? path.slice(at.length) : ''}`
  }
  return undefined
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['lines', 'items'],
  ['type', 'encf'],
  ['number', 'encf'],
  ['do.Encabezado.IdDoc.TipoeCF', 'encf'],
  ['do.Encabezado.IdDoc.eNCF', 'encf'],
  ['do.Encabezado.IdDoc.FechaVencimientoSecuencia', 'fecha_vencimiento_secuencia'],
  ['do.Encabezado.IdDoc.TipoPago', 'payment_terms'],
  ['do.Encabezado.IdDoc.FechaLimitePago', 'payment_due_date'],
  ['do.Encabezado.IdDoc.TablaFormasPago', 'payment_methods'],
  ['do.Encabezado.Emisor.FechaEmision', 'issue_date'],
  ['do.Encabezado.Comprador', 'rnc_comprador'],
  ['do.Encabezado.Comprador.RazonSocialComprador', 'buyer_name'],
  ['do.Encabezado.Comprador.DireccionComprador', 'buyer_address'],
  ['do.Encabezado.Comprador.CorreoComprador', 'buyer_email'],
  ['do.Encabezado.Comprador.IdentificadorExtranjero', 'buyer_foreign_id'],
  ['do.Encabezado.Totales', 'total'],
  ['do.InformacionReferencia', 'reference_encf'],
  ['issueDate', 'issue_date'],
  ['pricesIncludeTax', 'total'],
  ['buyer', 'rnc_comprador'],
  ['buyer.name', 'buyer_name'],
  ['buyer.address', 'buyer_address'],
  ['buyer.email', 'buyer_email'],
  ['buyer.foreignId', 'buyer_foreign_id'],
  ['payment', 'payment_terms'],
  ['payment.dueDate', 'payment_due_date'],
  ['payment.methods', 'payment_methods'],
  ['reference', 'reference_encf'],
  ['reference.date', 'reference_date'],
  ['reference.code', 'reference_code'],
  ['reference.reason', 'reference_reason'],
])

const ITEM_NAMES: ReadonlyMap<string, string> = new Map([
  ['quantity', 'qty'],
  ['unitPrice', 'price'],
  ['taxes', 'tax_rate'],
  ['discounts', 'discount'],
  ['withholdings', 'itbis_withheld'],
  ['do.NombreItem', 'name'],
  ['do.CantidadItem', 'qty'],
  ['do.PrecioUnitarioItem', 'price'],
  ['do.MontoItem', 'amount'],
  ['do.UnidadMedida', 'unit'],
  ['do.IndicadorFacturacion', 'tax_rate'],
  ['do.IndicadorBienoServicio', 'kind'],
  ['do.DescripcionItem', 'description'],
  ['do.DescuentoMonto', 'discount'],
  ['do.TablaSubDescuento', 'discount'],
  ['do.Retencion.MontoISRRetenido', 'isr_withheld'],
  ['do.Retencion', 'itbis_withheld'],
])
