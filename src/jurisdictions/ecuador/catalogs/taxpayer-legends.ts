import type { Catalog } from '../../jurisdiction.ts'

/**
 * What a document must say of a taxpayer of a special standing: in which field, where it stands and what it holds.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annexes 21, 22 and 24
 */
export const TAXPAYER_LEGENDS: Catalog = {
  name: 'taxpayer-legends',
  title: { es: 'Leyendas del contribuyente', en: 'Legends of the taxpayer' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), annexes 21, 22 and 24',
  entries: [
    {
      code: 'agenteRetencion',
      name: 'Agente de retención',
      place: 'infoTributaria, después de dirMatriz',
      content: 'El número de la resolución, sin ceros a la izquierda',
    },
    {
      code: 'contribuyenteRimpe',
      name: 'Contribuyente del régimen RIMPE',
      place: 'infoTributaria, al final',
      content: 'Una de las leyendas del catálogo rimpe-legends',
    },
    {
      code: 'contribuyenteEspecial',
      name: 'Contribuyente especial',
      place: 'El bloque info del comprobante',
      content: 'El número de la resolución',
    },
    {
      code: 'Gran Contribuyente',
      name: 'Gran contribuyente',
      place: 'infoAdicional, como campoAdicional con ese nombre',
      content: 'La leyenda y el número de la resolución',
    },
  ],
}
