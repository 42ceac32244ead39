import type { Catalog } from '../../jurisdiction.ts'

/**
 * tipoSujetoRetenido, only when the subject has a foreign identification (08).
 *
 * @source SRI, catálogo del ATS, table 14
 */
export const WITHHELD_SUBJECT_TYPES: Catalog = {
  name: 'withheld-subject-types',
  title: { es: 'Tipos de sujeto retenido', en: 'Types of withheld subject' },
  source: 'SRI, catálogo del ATS, table 14',
  entries: [
    { code: '01', name: 'Persona natural' },
    { code: '02', name: 'Sociedad' },
  ],
}
