import type { Catalog } from '../../jurisdiction.ts'

/** What ICE costs for one kind of good or service. */
export interface IceRate {
  /** codigoPorcentaje. */
  readonly code: string
  readonly name: string
  /** Percentage of the base, as of 2023; undefined where there is none. */
  readonly adValorem?: string
  /** USD for each {@link unit}, from February to December of 2023. */
  readonly specific2023?: string
  /** The same in 2026. */
  readonly specific2026?: string
  readonly unit?: 'per-unit' | 'per-litre-of-pure-alcohol' | 'per-100-grams-of-added-sugar' | 'per-bag'
}

const RATES: readonly IceRate[] = [
  { code: '3011', name: 'ICE Cigarrillos rubios', specific2023: '0.16', specific2026: '0.16', unit: 'per-unit' },
  { code: '3021', name: 'ICE Cigarrillos negros', specific2023: '0.16', specific2026: '0.16', unit: 'per-unit' },
  { code: '3023', name: 'ICE Productos del tabaco y sucedáneos excepto cigarrillos', adValorem: '150' },
  {
    code: '3031',
    name: 'ICE Bebidas alcohólicas',
    adValorem: '75',
    specific2023: '10',
    specific2026: '10.41',
    unit: 'per-litre-of-pure-alcohol',
  },
  {
    code: '3041',
    name: 'ICE Cerveza industrial (gran, mediana y pequeña escala)',
    adValorem: '75',
    specific2026: '13.62',
    unit: 'per-litre-of-pure-alcohol',
  },
  { code: '3073', name: 'ICE Vehículos motorizados PVP hasta USD 20 000', adValorem: '5' },
  { code: '3075', name: 'ICE Vehículos motorizados PVP 30 000 a 40 000', adValorem: '15' },
  { code: '3077', name: 'ICE Vehículos motorizados PVP 40 000 a 50 000', adValorem: '20' },
  { code: '3078', name: 'ICE Vehículos motorizados PVP 50 000 a 60 000', adValorem: '25' },
  { code: '3079', name: 'ICE Vehículos motorizados PVP 60 000 a 70 000', adValorem: '30' },
  { code: '3080', name: 'ICE Vehículos motorizados PVP superior a 70 000', adValorem: '35' },
  { code: '3081', name: 'ICE Aviones, tricares, yates, barcos de recreo', adValorem: '10' },
  { code: '3092', name: 'ICE Servicios de televisión prepagada', adValorem: '0' },
  { code: '3610', name: 'ICE Perfumes y aguas de tocador', adValorem: '20' },
  { code: '3620', name: 'ICE Videojuegos', adValorem: '0' },
  { code: '3630', name: 'ICE Armas de fuego, armas deportivas y municiones', adValorem: '30' },
  { code: '3640', name: 'ICE Focos incandescentes', adValorem: '100' },
  { code: '3660', name: 'ICE Cuotas, membresías, afiliaciones, acciones', adValorem: '35' },
  { code: '3093', name: 'ICE Servicios de telefonía a sociedades', adValorem: '15' },
  { code: '3101', name: 'ICE Bebidas energizantes', adValorem: '10' },
  {
    code: '3053',
    name: 'ICE Bebidas gaseosas con alto contenido de azúcar',
    specific2023: '0.18',
    specific2026: '0.18',
    unit: 'per-100-grams-of-added-sugar',
  },
  { code: '3054', name: 'ICE Bebidas gaseosas con bajo contenido de azúcar', adValorem: '10' },
  {
    code: '3111',
    name: 'ICE Bebidas no alcohólicas',
    specific2023: '0.18',
    specific2026: '0.18',
    unit: 'per-100-grams-of-added-sugar',
  },
  {
    code: '3043',
    name: 'ICE Cerveza artesanal',
    specific2023: '1.5',
    specific2026: '1.56',
    unit: 'per-litre-of-pure-alcohol',
  },
  {
    code: '3033',
    name: 'ICE Alcohol',
    adValorem: '75',
    specific2023: '10',
    specific2026: '10.41',
    unit: 'per-litre-of-pure-alcohol',
  },
  { code: '3671', name: 'ICE Calefones y sistemas de calentamiento de agua a gas', adValorem: '100' },
  { code: '3684', name: 'ICE Camionetas y vehículos de rescate PVP hasta 30 000', adValorem: '5' },
  { code: '3686', name: 'ICE Vehículos excepto camionetas y rescate PVP 20 000 a 30 000', adValorem: '10' },
  { code: '3688', name: 'ICE Vehículos híbridos PVP hasta 35 000', adValorem: '0' },
  { code: '3691', name: 'ICE Vehículos híbridos PVP 35 000 a 40 000', adValorem: '8' },
  { code: '3692', name: 'ICE Vehículos híbridos PVP 40 000 a 50 000', adValorem: '14' },
  { code: '3695', name: 'ICE Vehículos híbridos PVP 50 000 a 60 000', adValorem: '20' },
  { code: '3696', name: 'ICE Vehículos híbridos PVP 60 000 a 70 000', adValorem: '26' },
  { code: '3698', name: 'ICE Vehículos híbridos PVP superior a 70 000', adValorem: '32' },
  { code: '3682', name: 'ICE Consumibles de tabaco calentado y líquidos con nicotina', adValorem: '150' },
  { code: '3681', name: 'ICE Telefonía móvil personas naturales', adValorem: '0' },
  { code: '3680', name: 'ICE Fundas plásticas', specific2023: '0.08', specific2026: '0.08', unit: 'per-bag' },
  { code: '3533', name: 'ICE Import. bebidas alcohólicas', adValorem: '75' },
  {
    code: '3541',
    name: 'ICE Cerveza industrial CAE (gran, mediana, pequeña escala)',
    adValorem: '75',
    specific2026: '13.62',
    unit: 'per-litre-of-pure-alcohol',
  },
  { code: '3542', name: 'ICE Cigarrillos rubios CAE' },
  { code: '3543', name: 'ICE Cigarrillos negros CAE' },
  { code: '3544', name: 'ICE Productos del tabaco excepto cigarrillos CAE', adValorem: '150' },
  { code: '3581', name: 'ICE Aeronaves CAE', adValorem: '10' },
  { code: '3582', name: 'ICE Aviones, avionetas y helicópteros CAE', adValorem: '10' },
  { code: '3710', name: 'ICE Perfumes y aguas de tocador CAE', adValorem: '20' },
  { code: '3720', name: 'ICE Videojuegos CAE', adValorem: '35' },
  { code: '3730', name: 'ICE Armas y municiones CAE', adValorem: '30' },
  { code: '3740', name: 'ICE Focos incandescentes CAE', adValorem: '100' },
  { code: '3871', name: 'ICE Vehículos motorizados PVP hasta 20 000 SENAE', adValorem: '5' },
  { code: '3873', name: 'ICE Vehículos PVP 30 000 a 40 000 SENAE', adValorem: '15' },
  { code: '3874', name: 'ICE Vehículos PVP 40 000 a 50 000 SENAE', adValorem: '20' },
  { code: '3875', name: 'ICE Vehículos PVP 50 000 a 60 000 SENAE', adValorem: '25' },
  { code: '3876', name: 'ICE Vehículos PVP 60 000 a 70 000 SENAE', adValorem: '30' },
  { code: '3877', name: 'ICE Vehículos PVP superior a 70 000 SENAE', adValorem: '35' },
  { code: '3878', name: 'ICE Aviones, tricares, yates, barcos de recreo SENAE', adValorem: '10' },
  { code: '3601', name: 'ICE Bebidas energizantes SENAE', adValorem: '10' },
  {
    code: '3552',
    name: 'ICE Gaseosas con alto contenido de azúcar SENAE',
    specific2023: '0.18',
    specific2026: '0.18',
    unit: 'per-100-grams-of-added-sugar',
  },
  { code: '3553', name: 'ICE Gaseosas con bajo contenido de azúcar SENAE', adValorem: '10' },
  {
    code: '3602',
    name: 'ICE Bebidas no alcohólicas SENAE',
    specific2023: '0.18',
    specific2026: '0.18',
    unit: 'per-100-grams-of-added-sugar',
  },
  {
    code: '3545',
    name: 'ICE Cerveza artesanal SENAE',
    adValorem: '75',
    specific2023: '1.5',
    specific2026: '1.56',
    unit: 'per-litre-of-pure-alcohol',
  },
  {
    code: '3532',
    name: 'ICE Import. alcohol SENAE',
    adValorem: '75',
    specific2023: '10',
    specific2026: '10.41',
    unit: 'per-litre-of-pure-alcohol',
  },
  { code: '3771', name: 'ICE Calefones y calentamiento de agua a gas SENAE', adValorem: '100' },
  { code: '3685', name: 'ICE Camionetas y rescate PVP hasta 30 000 SENAE', adValorem: '5' },
  { code: '3687', name: 'ICE Vehículos excepto camionetas y rescate PVP 20 000 a 30 000 SENAE', adValorem: '10' },
  { code: '3689', name: 'ICE Híbridos PVP hasta 35 000 SENAE', adValorem: '0' },
  { code: '3690', name: 'ICE Híbridos PVP 35 000 a 40 000 SENAE', adValorem: '8' },
  { code: '3693', name: 'ICE Híbridos PVP 40 000 a 50 000 SENAE', adValorem: '14' },
  { code: '3694', name: 'ICE Híbridos PVP 50 000 a 60 000 SENAE', adValorem: '20' },
  { code: '3697', name: 'ICE Híbridos PVP 60 000 a 70 000 SENAE', adValorem: '26' },
  { code: '3699', name: 'ICE Híbridos PVP superior a 70 000 SENAE', adValorem: '32' },
  { code: '3683', name: 'ICE Consumibles de tabaco calentado y líquidos con nicotina SENAE', adValorem: '50' },
]

/**
 * The rates of ICE. SRI does not hold a document to them, and the specific ones change every year: a document may carry the rate
 * in force on its date although it is not here.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 18; Resolución NAC-DGERCGC25-00000040 for 2026
 */
export const ICE_RATES: Catalog = {
  name: 'ice-rates',
  title: { es: 'Tarifas del ICE', en: 'ICE rates' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 18; NAC-DGERCGC25-00000040',
  entries: RATES.map((rate) => ({ ...rate })),
}

/** The rate with this code; undefined when there is none. */
export function iceOf(code: string): IceRate | undefined {
  return BY_CODE.get(code)
}

const BY_CODE: ReadonlyMap<string, IceRate> = new Map(RATES.map((rate) => [rate.code, rate]))
