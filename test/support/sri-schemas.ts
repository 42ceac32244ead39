import type { Format } from '../../src/jurisdictions/format/format.ts'

/** The file name of the official schema of a format of Ecuador, under `sri/xsd` of the reference material. */
export function schemaFileOf({ root, version }: Format): string {
  const name = NAMES[root.name] ?? root.name
  return `${name}_V${version}.xsd`
}

/** Where SRI names the file otherwise than the root element. */
const NAMES: Readonly<Record<string, string>> = {
  liquidacionCompra: 'LiquidacionCompra',
  notaCredito: 'NotaCredito',
  notaDebito: 'NotaDebito',
  guiaRemision: 'GuiaRemision',
  comprobanteRetencion: 'ComprobanteRetencion',
}
