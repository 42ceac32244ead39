import type { Catalog } from '../../jurisdiction.ts'

/**
 * tipo of a message. Only an ERROR stands in the way of an authorisation.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), chapter 7
 */
export const MESSAGE_KINDS: Catalog = {
  name: 'message-kinds',
  title: { es: 'Tipos de mensaje', en: 'Kinds of message' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), chapter 7',
  entries: [
    { code: 'ERROR', name: 'Error' },
    { code: 'ADVERTENCIA', name: 'Advertencia' },
    { code: 'INFORMATIVO', name: 'Informativo' },
  ],
}
