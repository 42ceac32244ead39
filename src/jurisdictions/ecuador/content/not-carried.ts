import type { Bilingual, Fault } from '../../../domain/fault.ts'

/** A warning of what a draft says and the document cannot: nothing of the operation is lost by it. */
export function notCarried(path: string, { es, en }: Bilingual): Fault {
  const message = { es: `${es} Este dato no va en el XML.`, en: `${en} It is left out of the XML.` }
  return { code: 'not-carried', path, severity: 'warning', message }
}

export const NO_PLACE: Bilingual = {
  es: 'El comprobante no tiene lugar para este dato.',
  en: 'The document has no place for this.',
}
