import { amountText, type Decimal } from '../../../domain/decimal.ts'
import type { Draft } from '../../../domain/draft.ts'
import { dressed, exactText, figureOf } from '../../content/figures.ts'

/** True when the draft's prices are in another currency than the dollar. */
export function isForeign(draft: Draft): boolean {
  return draft.currency !== undefined && draft.currency !== 'USD'
}

/** What `moneda` says, whatever the currency of the draft: every official amount is in dollars. */
export const DOLLAR = 'DOLAR'

/**
 * A neutral amount in dollars, unrounded: in a draft of another currency it is multiplied by the exchange rate; without a rate it
 * stands, and a fault stops the document. Amounts in `ec` blocks are dollars always. Undefined when it is no exact decimal.
 */
export function inDollars(amount: string | number | undefined, draft: Draft): Decimal | undefined {
  const figure = figureOf(amount === undefined ? undefined : exactText(amount))
  if (!figure || !isForeign(draft)) return figure
  const rate = exchangeRateOf(draft)
  return rate ? figure.times(rate) : figure
}

/** The same as its field writes it; text that is no decimal stands, for the format table to judge. */
export function dollars(amount: string | number | undefined, decimals: number, draft: Draft): string | undefined {
  const text = amount === undefined ? undefined : exactText(amount)
  if (text === undefined || !isForeign(draft)) return text === undefined ? undefined : dressed(text, decimals)
  const figure = inDollars(text, draft)
  return figure ? dressed(amountText(figure, decimals), 2) : text
}

/** A neutral quantity: written as it stands, whatever the currency. */
export function plainAmount(amount: string | number, decimals: number): string | undefined {
  const text = exactText(amount)
  return text === undefined ? undefined : dressed(text, decimals)
}

/** Dollars for one unit of the draft's currency; undefined when it is not given or not above zero. */
export function exchangeRateOf({ exchangeRate }: Draft): Decimal | undefined {
  const rate = figureOf(exchangeRate === undefined ? undefined : exactText(exchangeRate))
  return rate?.gt(0) ? rate : undefined
}
