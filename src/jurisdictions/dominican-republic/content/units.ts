import { withoutAccents } from '../../../domain/without-accents.ts'
import { UNITS } from '../catalogs/units.ts'

/**
 * The official code of a unit given by its code, abbreviation or name in any letter case, with or without accents. A text that
 * is none of these comes back as it is, for the format table to refuse.
 */
export function unitCodeOf(text: string): string {
  return CODES.get(text) ?? CODES.get(folded(text)) ?? text
}

const CODES: ReadonlyMap<string, string> = new Map(
  UNITS.entries.flatMap(({ code, name, abbreviation }) => [
    [folded(name), code],
    ...(abbreviation ? [[folded(abbreviation), code] as const] : []),
    [code, code],
  ]),
)

function folded(text: string): string {
  return withoutAccents(text.trim()).toUpperCase()
}
