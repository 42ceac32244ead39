import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { quantile } from './statistics.ts'

/** Requests to make: as many as `connections` keep-alive connections can, until time or amount is used up. */
export interface LoadPlan {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Paths to take in turn instead of that of `url`. */
  readonly paths?: readonly string[]
  readonly connections: number
  readonly seconds?: number
  readonly amount?: number
  /** Requests a second over all connections; as fast as they are answered unless given. */
  readonly ratePerSecond?: number
}

/** What the generator saw. */
export interface LoadReport {
  readonly seconds: number
  /** Of each answer, in milliseconds. */
  readonly latenciesMs: readonly number[]
  /** Answers that were no success, by status; `0` stands for no answer at all. */
  readonly failures: Readonly<Record<string, number>>
}

/** A load generator in a process of its own. */
export interface Generator extends AsyncDisposable {
  /** @throws Error when a single request was not answered with success */
  run(plan: LoadPlan): Promise<LoadReport>
}

export function startGenerator(): Generator {
  const child = fork(join(import.meta.dirname, 'load-generator.ts'), { serialization: 'advanced' })
  return {
    async run(plan) {
      const waiting = new AbortController()
      child.send(plan)
      const [report] = await Promise.race([answer(waiting.signal), ended(waiting.signal)])
      waiting.abort()
      const failures = JSON.stringify(report.failures)
      if (failures !== '{}') throw new Error(`${plan.method} ${plan.url}: answers without success: ${failures}`)
      return report
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }

  function answer(signal: AbortSignal): Promise<[LoadReport]> {
    return once(child, 'message', { signal }) as Promise<[LoadReport]>
  }

  async function ended(signal: AbortSignal): Promise<never> {
    const [code] = (await once(child, 'exit', { signal })) as [number | null]
    throw new Error(`the load generator ended (${code ?? 'killed'})`)
  }
}

/** Answers a second. */
export function ratePerSecond({ latenciesMs, seconds }: LoadReport): number {
  return latenciesMs.length / seconds
}

/** The latency that the fraction `q` of the answers of all reports stayed below. */
export function latencyMs(reports: readonly LoadReport[], q: number): number {
  return quantile(
    reports.flatMap(({ latenciesMs }) => latenciesMs),
    q,
  )
}
