/** From here on fewer than six decimals would be left of fifteen digits. */
const LARGEST_ROUNDED = 1e9

/**
 * A body whose JSON numbers have at most 15 significant digits, at any depth: programs that reckon in binary send 0.30000000000000004
 * for 0.30. Larger numbers stay as they are, to be refused: rounding them could change an amount.
 */
export function carriedNumbers(value: unknown): unknown {
  if (typeof value === 'number') {
    return Math.abs(value) < LARGEST_ROUNDED ? Number(value.toPrecision(15)) : value
  }
  if (Array.isArray(value)) return value.map(carriedNumbers)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, carriedNumbers(member)]))
}
