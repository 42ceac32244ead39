/** Modules of a square code in rows, 1 where it is black. */
export type Matrix = readonly number[]

/**
 * The differences that masks make to any code of one version and level: each mask's code, xor the first mask's. The encoder tries all
 * masks on every text, which is half of its work; their differences do not depend on the text.
 */
export function maskDifferences(codes: readonly Matrix[]): readonly Uint8Array[] {
  const [first = []] = codes
  return codes.map((code) => Uint8Array.from(code, (module, at) => module ^ (first[at] ?? 0)))
}

/** The code under the mask that makes it the easiest to read, made from that under the first mask. */
export function bestMasked(code: Matrix, side: number, differences: readonly Uint8Array[]): Uint8Array {
  const plain = Uint8Array.from(code)
  let best = plain
  let least = Number.POSITIVE_INFINITY
  for (const difference of differences) {
    const masked = new Uint8Array(plain.length)
    for (let at = 0; at < plain.length; at += 1) masked[at] = (plain[at] ?? 0) ^ (difference[at] ?? 0)
    const penalty = penaltyOf(masked, side)
    if (penalty < least) [best, least] = [masked, penalty]
  }
  return best
}

/**
 * How hard a code is to read: long runs, blocks, what looks like the patterns of its corners, too much black or white.
 *
 * @source ISO/IEC 18004:2015, 7.8.3.1, table 11
 */
export function penaltyOf(code: Uint8Array, side: number): number {
  let penalty = 0
  let black = 0
  for (let line = 0; line < side; line += 1) {
    penalty += lineOf(code, side, line * side, 1) + lineOf(code, side, line, side)
    if (line > 0) penalty += blocksOf(code, side, line)
    for (let at = line * side; at < (line + 1) * side; at += 1) black += code[at] ?? 0
  }
  return penalty + 10 * Math.floor(Math.abs((black * 100) / (side * side) - 50) / 5)
}

/** Eleven modules in a line: the pattern of a corner, 1 : 1 : 3 : 1 : 1, with four of white before or behind it. */
const WHITE_BEFORE = 0b00001011101
const WHITE_BEHIND = 0b10111010000

/** Runs of five and more, and false corners, of the row or column whose modules stand `step` apart. */
function lineOf(code: Uint8Array, side: number, start: number, step: number): number {
  let penalty = 0
  let run = 0
  let last = -1
  let window = 0
  for (let index = 0, at = start; index < side; index += 1, at += step) {
    const module = code[at] ?? 0
    run = module === last ? run + 1 : 1
    last = module
    if (run === 5) penalty += 3
    else if (run > 5) penalty += 1
    window = ((window << 1) | module) & 0x7ff
    if (index >= 10 && (window === WHITE_BEFORE || window === WHITE_BEHIND)) penalty += 40
  }
  return penalty
}

/** Two by two modules of one colour, between this row and the one above it. */
function blocksOf(code: Uint8Array, side: number, row: number): number {
  let penalty = 0
  for (let at = row * side + 1; at < (row + 1) * side; at += 1) {
    const module = code[at]
    if (module === code[at - 1] && module === code[at - side] && module === code[at - side - 1]) penalty += 3
  }
  return penalty
}
