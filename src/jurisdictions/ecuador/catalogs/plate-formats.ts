import type { Catalog } from '../../jurisdiction.ts'

/**
 * placa of a factura of fuel: how each kind of plate is written, by example.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 29
 */
export const PLATE_FORMATS: Catalog = {
  name: 'plate-formats',
  title: { es: 'Formatos de placa', en: 'Formats of number plates' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 29',
  entries: [
    { code: 'ABC1234', name: 'Vehículo' },
    { code: 'ABC0123', name: 'Vehículo de tres dígitos, con un cero a la izquierda' },
    { code: 'CU104634', name: 'Cuantía doméstica' },
    { code: 'ZZZ9999', name: 'Sin vehículo: menos de 5 galones, o de 3 en la frontera' },
    { code: 'AB023C', name: 'Moto' },
    { code: 'CD0123', name: 'Diplomático' },
    { code: 'IT0123', name: 'Internación temporal' },
    { code: 'ABCD0123', name: 'Vehículo extranjero' },
    { code: 'MAQN99999', name: 'Maquinaria' },
  ],
}
