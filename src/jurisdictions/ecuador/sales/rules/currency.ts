import { FICHA } from '../../content/rule.ts'
import { exchangeRateOf, isForeign } from '../../content/dollars.ts'
import type { SaleRule } from './rule.ts'

/** Neutral amounts in another currency become dollars at the draft's rate: faults are in the client's own names. */
export const CURRENCY_RULES: readonly SaleRule[] = [
  {
    code: 'exchange-rate-missing',
    severity: 'error',
    source: `${FICHA}, annex 3, moneda`,
    check({ infoName, sources: { draft } }, breach) {
      if (!isForeign(draft) || exchangeRateOf(draft)) return
      breach(
        `${infoName}.moneda`,
        `Los montos van en dólares: diga en exchangeRate cuántos dólares vale un ${draft.currency ?? ''}.`,
        `Amounts are in dollars: say in exchangeRate how many dollars one ${draft.currency ?? ''} is.`,
      )
    },
  },
]
