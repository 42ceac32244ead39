import type { Catalog } from '../../jurisdiction.ts'
import { TYPE_FACTS } from '../type-facts.ts'

/**
 * The ten types of e-CF.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const DOCUMENT_TYPES: Catalog = {
  name: 'document-types',
  title: { es: 'Tipos de e-CF', en: 'Types of e-CF' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: TYPE_FACTS.map(({ code, name }) => ({ code, name: name.es })),
}
