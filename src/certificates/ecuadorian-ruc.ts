import { extensionsOf, otherNamesOf } from './certificate-extensions.ts'

/**
 * The RUC that a certificate of Ecuador is for: SRI refuses a signature whose certificate has none. Each entity puts it in a
 * field of its own, as an extension or among the alternative names. Undefined when it is in none of the places known.
 *
 * @source MINTEL, FirmaEC, certificates by entity; SRI, preguntas frecuentes, "No existe el RUC en el certificado digital"
 */
export function ecuadorianRucOf(der: Uint8Array): string | undefined {
  const extensions = extensionsOf(der)
  const alternativeNames = extensions.get(SUBJECT_ALT_NAME)
  const otherNames = alternativeNames === undefined ? [] : otherNamesOf(alternativeNames)
  const fields = new Map([...extensions, ...otherNames])
  for (const { oid } of RUC_FIELDS) {
    const ruc = RUC.exec(fields.get(oid) ?? '')?.[0]
    if (ruc !== undefined) return ruc
  }
  return undefined
}

const SUBJECT_ALT_NAME = '2.5.29.17'

/** Field 11 under the number of each entity. */
const RUC_FIELDS = [
  { entity: 'Banco Central del Ecuador', oid: '1.3.6.1.4.1.37947.3.11' },
  { entity: 'Security Data', oid: '1.3.6.1.4.1.37746.3.11' },
  { entity: 'Uanataca', oid: '1.3.6.1.4.1.47286.102.3.11' },
  { entity: 'ANF', oid: '1.3.6.1.4.1.37442.3.11' },
  { entity: 'ANF, its earlier certificates', oid: '1.3.6.1.4.1.18332.3.11' },
  { entity: 'Consejo de la Judicatura', oid: '1.3.6.1.4.1.43745.1.3.11' },
] as const

/** Found within the bytes, as some write a string of ASN.1 there and some the bare digits. */
const RUC = /(?<!\d)\d{10}001(?!\d)/
