import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Catalog } from '../../jurisdiction.ts'
import { historyOf, includes, type RatePeriod } from './rate-period.ts'

/** A withholding of ISD, the tax on money that leaves the country. */
export interface IsdWithholding {
  /** codigoRetencion. */
  readonly code: string
  readonly name: string
  /** Percentage of the amount sent. */
  readonly rate: string
}

interface Concept extends Omit<IsdWithholding, 'rate'> {
  readonly periods: readonly RatePeriod[]
}

const CONCEPTS: readonly Concept[] = [
  {
    code: '4580',
    name: 'ISD, tarifa general',
    periods: [
      { rate: '5', to: '2021-12-31' },
      { rate: '4.75', from: '2022-01-01', to: '2022-03-31' },
      { rate: '4.5', from: '2022-04-01', to: '2022-06-30' },
      { rate: '4.25', from: '2022-07-01', to: '2022-09-30' },
      { rate: '4', from: '2022-10-01', to: '2022-12-31' },
      { rate: '3.75', from: '2023-02-01', to: '2023-06-30' },
      { rate: '3.5', from: '2023-07-01', to: '2024-03-31' },
      { rate: '5', from: '2024-04-01' },
    ],
  },
  {
    code: '4586',
    name: 'ISD, tarifa reducida',
    periods: [{ rate: '2.5', from: '2025-05-01' }],
  },
]

/**
 * The withholdings of ISD. `rate` is that of the last period, `history` tells them all.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 20
 */
export const ISD_WITHHOLDINGS: Catalog = {
  name: 'isd-withholdings',
  title: { es: 'Retenciones del ISD', en: 'Withholdings of ISD' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 20',
  entries: CONCEPTS.map(({ code, name, periods }) => ({
    code,
    name,
    rate: periods.at(-1)?.rate,
    history: historyOf(periods),
  })),
}

/** The withholding with this code as it was on a day; undefined when there is no such code, or it was not in force. */
export function isdWithholdingOf(code: string, date: CalendarDate): IsdWithholding | undefined {
  const concept = CONCEPTS.find((each) => each.code === code)
  const period = concept?.periods.find((each) => includes(each, date))
  return concept && period && { code, name: concept.name, rate: period.rate }
}
