/**
 * Repeatable randomness: the same seed gives the same run, so that a failure found with a probability can be seen again.
 * Returns numbers from 0 up to, not including, 1. Not for secrets.
 */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0
  // mulberry32: 32 bits of state are plenty for throwing a coin.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
