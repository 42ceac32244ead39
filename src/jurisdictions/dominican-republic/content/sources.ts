import { amountText, decimal, type Decimal } from '../../../domain/decimal.ts'
import { blockOf, type Draft } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import type { PrepareContext, RelatedDocument } from '../../jurisdiction.ts'
import type { TypeFacts } from '../type-facts.ts'
import { dressed, exactText, figureOf } from '../../content/figures.ts'
import { settingsOf, type IssuerSettings } from '../settings.ts'
import { givenAt } from '../../content/block.ts'

/** Everything a document's content is made from. */
export interface Sources {
  readonly draft: Draft
  readonly type: TypeFacts
  readonly context: PrepareContext
  readonly settings: IssuerSettings
  /** The document the draft refers to, when Emite has it. */
  readonly original: RelatedDocument | undefined
  /** Pesos for one unit of the draft's currency, by the block where it says; undefined when the draft is in pesos. */
  readonly pesosPerUnit: Decimal | undefined
  readonly faults: Fault[]
}

export function sourcesOf(
  draft: Draft,
  type: TypeFacts,
  context: PrepareContext,
  original: RelatedDocument | undefined,
  faults: Fault[],
): Sources {
  const pesosPerUnit = isForeign(draft) ? pesosPerUnitOf(draft) : undefined
  return { draft, type, context, settings: settingsOf(context.issuer), original, pesosPerUnit, faults }
}

/** True when the draft's prices are in another currency than the peso. */
export function isForeign(draft: Draft): boolean {
  return draft.currency !== undefined && draft.currency !== 'DOP'
}

/**
 * A neutral amount in pesos, as the official field writes it. In a draft of another currency every neutral amount is in that
 * currency and becomes pesos here, at the draft's exchange rate; amounts in the `do` block are always the official ones.
 */
export function pesos(
  amount: string | number | undefined,
  decimals: number,
  { pesosPerUnit }: Sources,
): string | undefined {
  const text = amount === undefined ? undefined : exactText(amount)
  if (text === undefined || pesosPerUnit === undefined) return text === undefined ? undefined : dressed(text, decimals)
  const figure = figureOf(text)
  return figure ? dressed(amountText(figure.times(pesosPerUnit), decimals), 2) : text
}

/** A neutral quantity or percentage: written as it stands, whatever the currency. */
export function plainAmount(amount: string | number | undefined, decimals: number): string | undefined {
  const text = amount === undefined ? undefined : exactText(amount)
  return text === undefined ? undefined : dressed(text, decimals)
}

function pesosPerUnitOf(draft: Draft): Decimal | undefined {
  const given = givenAt(blockOf(draft, 'do'), 'Encabezado.OtraMoneda.TipoCambio') ?? draft.exchangeRate
  const rate = typeof given === 'string' || typeof given === 'number' ? plainAmount(given, 4) : undefined
  const figure = figureOf(rate)
  return figure?.gt(0) ? decimal(figure.toFixed()) : undefined
}
