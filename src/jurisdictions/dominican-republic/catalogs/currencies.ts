import type { Catalog } from '../../jurisdiction.ts'

/**
 * TipoMoneda. DGII's own codes: CHY (yuan), SCP (Scottish pound) and VEF (the old bolívar) are not those of ISO 4217. The peso
 * is not among them: a document in pesos has no OtraMoneda.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), Tabla II; TipoMonedaType of the XSD v1.0 (COP since 09-10-2025)
 */
export const CURRENCIES: Catalog = {
  name: 'currencies',
  title: { es: 'Monedas', en: 'Currencies' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025), Tabla II',
  entries: [
    { code: 'BRL', name: 'Real brasileño' },
    { code: 'CAD', name: 'Dólar canadiense' },
    { code: 'CHF', name: 'Franco suizo' },
    { code: 'CHY', name: 'Yuan chino' },
    { code: 'XDR', name: 'Derecho especial de giro (FMI)' },
    { code: 'DKK', name: 'Corona danesa' },
    { code: 'EUR', name: 'Euro' },
    { code: 'GBP', name: 'Libra esterlina' },
    { code: 'JPY', name: 'Yen japonés' },
    { code: 'NOK', name: 'Corona noruega' },
    { code: 'SCP', name: 'Libra escocesa' },
    { code: 'SEK', name: 'Corona sueca' },
    { code: 'USD', name: 'Dólar estadounidense' },
    { code: 'VEF', name: 'Bolívar fuerte venezolano' },
    { code: 'HTG', name: 'Gourde haitiano' },
    { code: 'MXN', name: 'Peso mexicano' },
    { code: 'COP', name: 'Peso colombiano' },
  ],
}
