import autocannon from 'autocannon'
import { randomBytes } from 'node:crypto'
import type { LoadPlan, LoadReport } from './load.ts'

/*
 * A process of its own, driven over IPC: takes plans, answers reports, ends when whoever started it is gone.
 */
process.on('message', (plan: LoadPlan) => {
  void loaded(plan).then((report) => process.send?.(report))
})

/** Each POST bears an idempotency key that was never used before. */
async function loaded({ ratePerSecond, seconds, amount, ...plan }: LoadPlan): Promise<LoadReport> {
  const run = randomBytes(6).toString('hex')
  let count = 0
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    count += 1
    const key = plan.method === 'POST' ? { 'idempotency-key': `${run}-${count}` } : {}
    const path = plan.paths?.[count % plan.paths.length]
    return { ...request, headers: { ...request.headers, ...key }, ...(path === undefined ? {} : { path }) }
  }
  const latenciesMs: number[] = []
  const failures: Record<string, number> = {}
  const fail = (status: number): void => void (failures[status] = (failures[status] ?? 0) + 1)

  const { pathname } = new URL(plan.url)
  const instance = started({
    url: plan.url,
    connections: plan.connections,
    timeout: 60,
    requests: [
      {
        method: plan.method,
        path: pathname,
        headers: { ...plan.headers },
        ...(plan.body === undefined ? {} : { body: plan.body }),
        setupRequest,
      },
    ],
    ...(seconds === undefined ? {} : { duration: seconds }),
    ...(amount === undefined ? {} : { amount }),
    ...(ratePerSecond === undefined ? {} : { overallRate: ratePerSecond }),
  })
  void instance.on('response', (_client, status, _bytes, latencyMs) => {
    if (status >= 200 && status < 300) latenciesMs.push(latencyMs)
    else fail(status)
  })
  void instance.on('reqError', () => fail(0))
  const { duration } = await instance
  return { seconds: duration, latenciesMs, failures }
}

/** Without a callback autocannon gives what is both: events while it runs, and a promise of the end. Its types know one only. */
function started(options: autocannon.Options): autocannon.Instance & Promise<autocannon.Result> {
  return autocannon(options) as unknown as autocannon.Instance & Promise<autocannon.Result>
}
