import type { CalendarDate } from '../../../domain/calendar.ts'
import { amountText, type Decimal } from '../../../domain/decimal.ts'
import type { Fault } from '../../../domain/fault.ts'
import { FICHA } from '../content/rule.ts'

/** An amount against the percentage that its code has on a day; the draft states none. */
export interface Assumed {
  readonly code: string
  readonly percent: string
  readonly date: CalendarDate
  readonly base: Decimal
  readonly amount: Decimal
  readonly computed: Decimal
}

/** Says which percentage an amount was held against: SRI does not refuse the amount, but what is assumed of it. */
export function notTheAssumedPercent(path: string, assumed: Assumed): Fault {
  const { code, percent, date } = assumed
  const [stated, computed, base] = [amountText(assumed.amount), amountText(assumed.computed), amountText(assumed.base)]
  return {
    code: 'total-mismatch',
    path,
    severity: 'error',
    message: {
      es: `Dice ${stated}, y sin porcentaje indicado se toma el de la retención ${code} al ${date}, ${percent} %: de ${base} da ${computed}. Corrija el monto, o indique el porcentaje (rate, o porcentajeRetener en el bloque) si se retuvo otro.`,
      en: `It says ${stated}, and where no percentage is stated that of withholding ${code} on ${date} is assumed, ${percent} %: of ${base} it gives ${computed}. Correct the amount, or state the percentage (rate, or porcentajeRetener in the block) if another was withheld.`,
    },
    source: `${FICHA}, ch. 11, code 52; catálogo del ATS`,
    figures: { stated, computed },
  }
}
