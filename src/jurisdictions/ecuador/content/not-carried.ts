import type { Bilingual, Fault } from '../../../domain/fault.ts'

/** A warning of what a draft says and the document cannot: nothing of the operation is lost by it. */
export function notCarried(path: string, { es, en }: Bilingual): Fault {
  const message = { es: `${es} Este dato no va en el XML.`, en: `${en} It is left out of the XML.` }
  return { code: 'not-carried', path, severity: 'warning', message, source: FORMATS }
}

/** Where it stands what the document of each type has a place for. */
export const FORMATS = 'SRI, Ficha técnica offline v2.32 (oct-2025), table 3; XSDs of each type and version'

export const NO_PLACE: Bilingual = {
  es: 'El comprobante no tiene lugar para este dato.',
  en: 'The document has no place for this.',
}
