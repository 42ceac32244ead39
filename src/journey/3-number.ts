import { Refusal } from '../domain/refusal.ts'
import type { Jurisdiction, PreparedDocument } from '../jurisdictions/jurisdiction.ts'

/**
 * Third step: which number. A given one is taken apart; without one the store takes the next of the range, in the same
 * transaction that keeps the document.
 */
export function givenNumber(
  jurisdiction: Jurisdiction,
  prepared: PreparedDocument,
): { readonly text: string; readonly sequence: bigint } | undefined {
  if (prepared.number === undefined) return undefined
  const parsed = jurisdiction.numbering.parse(prepared.number, prepared.type)
  if (parsed?.series !== prepared.series) {
    const { number, series } = prepared
    throw new Refusal(
      'number-outside-range',
      { es: `${number} no es un número de la serie ${series}.`, en: `${number} is not a number of series ${series}.` },
      'number',
    )
  }
  return { text: prepared.number, sequence: parsed.sequence }
}
