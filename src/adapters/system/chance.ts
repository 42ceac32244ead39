import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { Chance } from '../../ports/chance.ts'

/** The machine's random numbers. Ids follow RFC 9562, version 7, and grow within a process even in one millisecond. */
export const systemChance: Chance = {
  id: () => v7(),
  bytes: (count) => randomBytes(count),
  fraction: () => Math.random(),
}
