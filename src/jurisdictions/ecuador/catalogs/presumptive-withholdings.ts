import type { Catalog } from '../../jurisdiction.ts'

/**
 * codigoPorcentaje of a withholding in a factura (codigo 4), and the tarifa written beside it.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), tables 22 and 23
 */
export const PRESUMPTIVE_WITHHOLDINGS: Catalog = {
  name: 'presumptive-withholdings',
  title: { es: 'Retenciones presuntivas en la factura', en: 'Presumptive withholdings in a factura' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), tables 22 and 23',
  entries: [
    { code: '3', name: '100 % del IVA presuntivo de combustibles', tax: 'iva', rate: '1' },
    { code: '4', name: '12 % de IVA presuntivo de editores a margen de voceadores', tax: 'iva', rate: '0.12' },
    { code: '5', name: '100 % de IVA de periódicos a distribuidores', tax: 'iva', rate: '100' },
    { code: '6', name: '100 % de IVA de periódicos a voceadores', tax: 'iva', rate: '100' },
    { code: '327', name: '2 por mil de renta', tax: 'renta', rate: '0.2' },
    { code: '328', name: '3 por mil de renta', tax: 'renta', rate: '0.3' },
  ],
}
