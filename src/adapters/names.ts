import { lookup, Resolver } from 'node:dns/promises'

/** Every address that a name stands for. @throws the resolver's error for a name that is none */
export type Resolve = (host: string) => Promise<readonly string[]>

// What anybody waits for a name, however many name servers are asked.
const NAME_MS = 6_000

/**
 * Asks the name servers alone, in sockets of its own: the way for every name that others may send us. Who gives a name whose
 * servers never answer waits by himself, and not for longer than `withinMs` (real time).
 */
export function nameServers(withinMs = NAME_MS, servers?: readonly string[]): Resolve {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  if (servers) resolver.setServers(servers)
  return async (host) => {
    const answers = await within(withinMs, [resolver.resolve4(host), resolver.resolve6(host)])
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    const [failure] = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as Error] : []))
    if (found.length === 0 && failure) throw failure
    return found
  }
}

/**
 * Asks as the rest of this machine does, its hosts file included. Each question holds one of the few threads that looking up
 * every other host and signing need: only for names that the operator gave.
 */
export const machineNames: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address)

async function within(
  ms: number,
  questions: readonly Promise<string[]>[],
): Promise<readonly PromiseSettledResult<string[]>[]> {
  const overdue = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => overdue.reject(Object.assign(new Error('the name servers did not answer in time'), { code: 'ETIMEOUT' })),
    ms,
  )
  const timely = questions.map((question) => Promise.race([question, overdue.promise]))
  try {
    return await Promise.allSettled(timely)
  } finally {
    clearTimeout(timer)
  }
}
