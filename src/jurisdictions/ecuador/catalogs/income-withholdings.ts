import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Catalog } from '../../jurisdiction.ts'
import { includes, type Period } from './rate-period.ts'

/** What is withheld of renta for one kind of payment, on a day. */
export interface IncomeWithholding {
  /** codigoRetencion. */
  readonly code: string
  readonly name: string
  /** By the box of bananas, and so without a percentage. */
  readonly isPerBox: boolean
  /** The percentage; several where the payer chooses; none where it is not known, or there is none. */
  readonly rates: readonly string[]
  /** Those it is known to have or have had on any day. */
  readonly everRates: readonly string[]
}

interface Concept {
  readonly code: string
  readonly name: string
  readonly basis?: 'per-box'
  /** In force in {@link BEFORE_2026}. */
  readonly until2026?: readonly string[]
  /** In force in {@link SINCE_2026}; left out where the new figure is not known. */
  readonly from2026?: readonly string[]
}

const BEFORE_2026: Period = { from: '2024-03-01', to: '2026-02-28' }
const SINCE_2026: Period = { from: '2026-03-01' }

const CONCEPTS: readonly Concept[] = [
  {
    code: '303',
    name: 'Honorarios profesionales y demás pagos por servicios relacionados con el título profesional',
    until2026: ['10'],
    from2026: ['10'],
  },
  { code: '303A', name: 'Servicios profesionales prestados por sociedades residentes', until2026: ['3'] },
  {
    code: '304',
    name: 'Servicios predomina el intelecto no relacionados con el título profesional',
    until2026: ['10'],
  },
  { code: '304A', name: 'Comisiones y demás pagos por servicios donde predomina el intelecto', until2026: ['10'] },
  { code: '304B', name: 'Notarios y registradores de la propiedad y mercantil', until2026: ['10'] },
  { code: '304C', name: 'Deportistas, entrenadores, árbitros, cuerpo técnico', until2026: ['8'] },
  { code: '304D', name: 'Artistas', until2026: ['8'] },
  { code: '304E', name: 'Servicios de docencia', until2026: ['10'] },
  { code: '307', name: 'Servicios predomina la mano de obra', until2026: ['2'] },
  { code: '308', name: 'Utilización o aprovechamiento de la imagen o renombre', until2026: ['10'] },
  { code: '309', name: 'Medios de comunicación y agencias de publicidad', until2026: ['2.75'] },
  {
    code: '310',
    name: 'Transporte privado de pasajeros o transporte público o privado de carga',
    until2026: ['1'],
    from2026: ['1'],
  },
  { code: '311', name: 'Liquidación de compra (nivel cultural o rusticidad)', until2026: ['2'] },
  { code: '312', name: 'Transferencia de bienes muebles de naturaleza corporal', until2026: ['1.75'], from2026: ['2'] },
  {
    code: '312A',
    name: 'Bienes agrícolas/pecuarios/bioacuáticos/forestales, al productor',
    until2026: ['1'],
    from2026: ['1'],
  },
  { code: '312C', name: 'Bienes agrícolas/pecuarios/bioacuáticos/forestales, al comercializador', until2026: ['1.75'] },
  { code: '314A', name: 'Regalías por franquicias - personas naturales', until2026: ['10'] },
  { code: '314B', name: 'Cánones, derechos de autor, marcas, patentes - personas naturales', until2026: ['10'] },
  { code: '314C', name: 'Regalías por franquicias - sociedades', until2026: ['10'] },
  { code: '314D', name: 'Cánones, derechos de autor, marcas, patentes - sociedades', until2026: ['10'] },
  { code: '319', name: 'Arrendamiento mercantil (sociedades), inclusive opción de compra', until2026: ['2'] },
  { code: '320', name: 'Arrendamiento de bienes inmuebles', until2026: ['10'] },
  { code: '322', name: 'Seguros y reaseguros (primas y cesiones)', until2026: ['1'] },
  { code: '323', name: 'Rendimientos financieros', until2026: ['2'], from2026: ['3'] },
  { code: '323O', name: 'Intereses pagados a bancos y otras entidades controladas', until2026: ['1'] },
  { code: '332', name: 'Otras compras de bienes y servicios no sujetas a retención', until2026: ['0'] },
  { code: '332A', name: 'Enajenación de derechos representativos de capital exentos', until2026: ['0'] },
  { code: '332B', name: 'Compra de bienes inmuebles', until2026: ['0'] },
  { code: '332C', name: 'Transporte público de pasajeros', until2026: ['0'] },
  { code: '332D', name: 'Transporte internacional pagado en el país', until2026: ['0'] },
  { code: '332G', name: 'Pagos con tarjeta de crédito', until2026: ['0'] },
  { code: '332I', name: 'Pagos por convenios de débito (clientes IFI)', until2026: ['0'] },
  { code: '343', name: 'Otras retenciones 1% (incluye RIMPE emprendedor)', until2026: ['1'], from2026: ['1'] },
  { code: '343A', name: 'Energía eléctrica', until2026: ['1'] },
  {
    code: '343B',
    name: 'Construcción de obra material inmueble, urbanización, lotización',
    until2026: ['1.75'],
    from2026: ['2'],
  },
  { code: '343C', name: 'Recepción de botellas PET', until2026: ['2'] },
  { code: '3440', name: 'Otras retenciones (concepto residual)', until2026: ['2.75'], from2026: ['3'] },
  { code: '346', name: 'Otras retenciones a otros porcentajes (microempresas)', until2026: ['1.75'] },
  { code: '347', name: 'Donaciones en dinero', until2026: ['2'] },
  { code: '3482', name: 'Comisiones a sociedades residentes', until2026: ['3'] },
  { code: '350', name: 'Otras autorretenciones', until2026: ['1.5', '1.75'] },
  { code: '3481', name: 'Autorretención sociedades grandes contribuyentes' },
  { code: '327', name: 'Combustibles - comercializadora', until2026: ['0.2'] },
  { code: '328', name: 'Combustibles - distribuidor', until2026: ['0.3'] },
  { code: '338', name: 'Impuesto único banano - compra local a productor', basis: 'per-box' },
  { code: '340', name: 'Impuesto único banano - no producido por sujeto pasivo', basis: 'per-box' },
  { code: '342', name: 'Impuesto único banano - exportación', basis: 'per-box' },
]

/**
 * The withholdings of renta. The table of 2024 (`until2026`) gave way to another on 1 March 2026 (`from2026`), of which only
 * some figures are known here.
 *
 * @source SRI, catálogo del ATS for the codes; Resolución NAC-DGERCGC24-00000008 and NAC-DGERCGC26-00000009 for the percentages
 */
export const INCOME_WITHHOLDINGS: Catalog = {
  name: 'income-withholdings',
  title: { es: 'Retenciones de renta', en: 'Withholdings of income tax' },
  source: 'SRI, catálogo del ATS; NAC-DGERCGC24-00000008; NAC-DGERCGC26-00000009',
  entries: CONCEPTS.map(({ code, name, basis, until2026, from2026 }) => ({
    code,
    name,
    basis,
    until2026: until2026?.join(' o '),
    from2026: from2026?.join(' o '),
  })),
}

/** The withholding with this code as it was on a day; undefined when there is no such code. */
export function incomeWithholdingOf(code: string, date: CalendarDate): IncomeWithholding | undefined {
  const concept = BY_CODE.get(code)
  if (!concept) return undefined
  return {
    code,
    name: concept.name,
    isPerBox: concept.basis === 'per-box',
    rates: ratesOn(concept, date) ?? [],
    everRates: Array.from(new Set([...(concept.from2026 ?? []), ...(concept.until2026 ?? [])])),
  }
}

const BY_CODE: ReadonlyMap<string, Concept> = new Map(CONCEPTS.map((concept) => [concept.code, concept]))

function ratesOn({ until2026, from2026 }: Concept, date: CalendarDate): readonly string[] | undefined {
  if (includes(SINCE_2026, date)) return from2026
  return includes(BEFORE_2026, date) ? until2026 : undefined
}
