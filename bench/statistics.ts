/** The middle value; of an even count the mean of the two in the middle. NaN of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which the fraction `q` of all values lies, interpolated between neighbours. NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * q
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}

/**
 * How a subject compares to its baseline: the median of the ratios of each round. Both had their slice of the same round
 * within moments, so what disturbed the machine then disturbed both.
 */
export function medianRatio(subject: readonly number[], baseline: readonly number[]): number {
  return median(subject.map((value, round) => value / (baseline[round] ?? Number.NaN)))
}
