import type { Catalog } from '../../jurisdiction.ts'

/**
 * The types of identification. 07, the final consumer, is for factura only; its number is thirteen nines.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 6
 */
export const IDENTIFICATION_TYPES: Catalog = {
  name: 'identification-types',
  title: { es: 'Tipos de identificación', en: 'Types of identification' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 6',
  entries: [
    { code: '04', name: 'RUC', length: '13' },
    { code: '05', name: 'Cédula', length: '10' },
    { code: '06', name: 'Pasaporte', length: '1-20' },
    { code: '07', name: 'Venta a consumidor final', number: '9999999999999', holder: 'CONSUMIDOR FINAL' },
    { code: '08', name: 'Identificación del exterior', length: '1-20' },
  ],
}
