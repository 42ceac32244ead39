import { performance } from 'node:perf_hooks'

/** Something that can be done again and again. */
export interface Contestant {
  readonly name: string
  /** Once. Returning a promise means it is awaited before the next time begins. */
  run(): unknown
}

/**
 * Times that each contestant was done in a second of one processor, round by round: time in which the processor served
 * somebody else does not count, work on other threads of this process does.
 */
export type Rates = ReadonlyMap<string, readonly number[]>

/**
 * Gives every contestant a slice in every round, after one round that does not count (compilation, caches). The order turns
 * with each round, so that nobody always runs behind the same neighbour.
 */
export async function interleaved(
  contestants: readonly Contestant[],
  { rounds, sliceMs }: { readonly rounds: number; readonly sliceMs: number },
): Promise<Rates> {
  const rates = new Map(contestants.map(({ name }) => [name, [] as number[]]))
  for (const contestant of contestants) await slice(contestant, 2 * sliceMs)
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of turned(contestants, round)) {
      rates.get(contestant.name)?.push(await slice(contestant, sliceMs))
    }
  }
  return rates
}

async function slice(contestant: Contestant, sliceMs: number): Promise<number> {
  const end = performance.now() + sliceMs
  const used = process.cpuUsage()
  let count = 0
  while (performance.now() < end) {
    const result = contestant.run()
    if (result instanceof Promise) await result
    count += 1
  }
  const { user, system } = process.cpuUsage(used)
  return (count * 1e6) / (user + system)
}

/** The list, beginning `by` places later. */
export function turned<Item>(items: readonly Item[], by: number): readonly Item[] {
  const at = items.length === 0 ? 0 : by % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}
