/** Official paths that every document has, and the neutral fields that fill them. */
export const ISSUER_NAMES: readonly (readonly [official: string, neutral: string])[] = [
  ['infoTributaria', 'issuer'],
  ['infoTributaria.razonSocial', 'issuer.name'],
  ['infoTributaria.nombreComercial', 'issuer.tradeName'],
  ['infoTributaria.ruc', 'issuer.taxId'],
  ['infoTributaria.dirMatriz', 'issuer.address'],
  ['infoTributaria.secuencial', 'number'],
]
