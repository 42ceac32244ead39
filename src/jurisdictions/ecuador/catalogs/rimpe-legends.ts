import type { Catalog } from '../../jurisdiction.ts'

/**
 * contribuyenteRimpe: what a document of a taxpayer of the regime must say.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 22
 */
export const RIMPE_LEGENDS: Catalog = {
  name: 'rimpe-legends',
  title: { es: 'Leyendas del régimen RIMPE', en: 'Legends of the RIMPE regime' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), annex 22',
  entries: [
    { code: 'CONTRIBUYENTE RÉGIMEN RIMPE', name: 'RIMPE emprendedor' },
    { code: 'CONTRIBUYENTE NEGOCIO POPULAR - RÉGIMEN RIMPE', name: 'RIMPE negocio popular' },
  ],
}
