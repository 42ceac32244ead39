import type { Catalog } from '../../jurisdiction.ts'

/**
 * TipoImpuesto: the additional taxes. `rate` is a percentage or pesos, as `basis` says; `pair` is the code that goes with it on
 * the same line; `inItbisBase` says whether ITBIS is charged on top of it.
 *
 * The specific rates (006 to 022) change every quarter with inflation: those here are the ones printed in October 2025
 * (`rateAsOf`), and a document must carry the rate in force on its issue date.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), Tabla I
 */
export const ADDITIONAL_TAXES: Catalog = {
  name: 'additional-taxes',
  title: { es: 'Impuestos adicionales', en: 'Additional taxes' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025), Tabla I',
  entries: [
    { code: '001', name: 'Propina legal', family: 'Propina Legal', kind: 'other', basis: 'percent', rate: '10', inItbisBase: 'no' },
    { code: '002', name: 'Contribución al Desarrollo de las Telecomunicaciones', family: 'CDT', kind: 'other', basis: 'percent', rate: '2', inItbisBase: 'no' },
    { code: '003', name: 'Servicios de seguros en general', family: 'ISC', kind: 'other', basis: 'percent', rate: '16', inItbisBase: 'no' },
    { code: '004', name: 'Servicios de telecomunicaciones', family: 'ISC', kind: 'other', basis: 'percent', rate: '10', inItbisBase: 'no' },
    { code: '005', name: 'Impuesto sobre el primer registro de vehículos (expedición de la primera placa)', family: 'Primera Placa', kind: 'other', basis: 'percent', rate: '17', inItbisBase: 'no' },
    { code: '006', name: 'Cerveza', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '023' },
    { code: '007', name: 'Vinos de uva', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '024' },
    { code: '008', name: 'Vermut y demás vinos de uvas frescas', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '025' },
    { code: '009', name: 'Demás bebidas fermentadas', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '026' },
    { code: '010', name: 'Alcohol etílico sin desnaturalizar (mayor o igual a 80%)', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '027' },
    { code: '011', name: 'Alcohol etílico sin desnaturalizar (inferior a 80%)', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '028' },
    { code: '012', name: 'Aguardientes de uva', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '029' },
    { code: '013', name: 'Whisky', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '030' },
    { code: '014', name: 'Ron y demás aguardientes de caña', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '031' },
    { code: '015', name: 'Gin y ginebra', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '032' },
    { code: '016', name: 'Vodka', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '033' },
    { code: '017', name: 'Licores', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '034' },
    { code: '018', name: 'Los demás (bebidas y alcoholes)', family: 'ISC Específico alcohol', kind: 'specific', basis: 'per-litre-of-absolute-alcohol', rate: '632.58', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '035' },
    { code: '019', name: 'Cigarrillos que contengan tabaco, cajetilla 20 unidades', family: 'ISC Específico tabaco', kind: 'specific', basis: 'per-pack', rate: '53.51', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '036' },
    { code: '020', name: 'Los demás cigarrillos que contengan 20 unidades', family: 'ISC Específico tabaco', kind: 'specific', basis: 'per-pack', rate: '53.51', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '037' },
    { code: '021', name: 'Cigarrillos que contengan 10 unidades', family: 'ISC Específico tabaco', kind: 'specific', basis: 'per-pack', rate: '26.75', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '038' },
    { code: '022', name: 'Los demás cigarrillos que contengan 10 unidades', family: 'ISC Específico tabaco', kind: 'specific', basis: 'per-pack', rate: '26.75', rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes', pair: '039' },
    { code: '023', name: 'Cerveza', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '006' },
    { code: '024', name: 'Vinos de uva', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '007' },
    { code: '025', name: 'Vermut y demás vinos de uvas frescas', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '008' },
    { code: '026', name: 'Demás bebidas fermentadas', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '009' },
    { code: '027', name: 'Alcohol etílico sin desnaturalizar (mayor o igual a 80%)', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '010' },
    { code: '028', name: 'Alcohol etílico sin desnaturalizar (inferior a 80%)', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '011' },
    { code: '029', name: 'Aguardientes de uva', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '012' },
    { code: '030', name: 'Whisky', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '013' },
    { code: '031', name: 'Ron y demás aguardientes de caña', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '014' },
    { code: '032', name: 'Gin y ginebra', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '015' },
    { code: '033', name: 'Vodka', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '016' },
    { code: '034', name: 'Licores', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '017' },
    { code: '035', name: 'Los demás (bebidas y alcoholes)', family: 'ISC AdValorem alcohol', kind: 'ad-valorem', basis: 'percent', rate: '10', inItbisBase: 'yes', pair: '018' },
    { code: '036', name: 'Cigarrillos que contengan tabaco, cajetilla 20 unidades', family: 'ISC AdValorem tabaco', kind: 'ad-valorem', basis: 'percent', rate: '20', inItbisBase: 'yes', pair: '019' },
    { code: '037', name: 'Los demás cigarrillos que contengan 20 unidades', family: 'ISC AdValorem tabaco', kind: 'ad-valorem', basis: 'percent', rate: '20', inItbisBase: 'yes', pair: '020' },
    { code: '038', name: 'Cigarrillos que contengan 10 unidades', family: 'ISC AdValorem tabaco', kind: 'ad-valorem', basis: 'percent', rate: '20', inItbisBase: 'yes', pair: '021' },
    { code: '039', name: 'Los demás cigarrillos que contengan 10 unidades', family: 'ISC AdValorem tabaco', kind: 'ad-valorem', basis: 'percent', rate: '20', inItbisBase: 'yes', pair: '022' },
  ],
}
