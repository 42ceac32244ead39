import { watchExpiry } from './accounts/expiry-watch.ts'
import { watchRanges } from './accounts/range-watch.ts'
import type { House } from './compose.ts'
import type { Config } from './config.ts'
import type { Feeder } from './worker/feeder.ts'
import { Prober } from './worker/probe.ts'
import { sealTenants } from './worker/seals.ts'
import { type StepObservation, Worker } from './worker/worker.ts'
import { WorkerLoop } from './worker/worker-loop.ts'

/** The loop of a process that takes documents on their way, and looks after what nobody asks for: warnings, seals, probes. */
export function documentLoop(house: House, config: Config, feeder: Feeder): DocumentLoop {
  const observe = (step: StepObservation): void => {
    observed(house, step)
    feeder.wake()
  }
  const prober = new Prober({ ...house, observe, onError: failureOf(house, 'circuit-probe') })
  const loop = workerLoop(house, config, { feeder, prober, observe })
  return {
    start: () => loop.start(),
    wake: () => {
      loop.wake()
    },
    idleMs: () => loop.idleMs,
    stop: () => Promise.all([loop.stop(), prober.stop()]),
  }
}

export interface DocumentLoop {
  start(): Promise<void>
  /** Look for work now instead of at the next poll. */
  wake(): void
  /** Milliseconds since the loop last looked for work. */
  idleMs(): number
  /** Stops claiming; resolves when the steps and probes under way have ended, or take too long. */
  stop(): Promise<unknown>
}

interface LoopMates {
  readonly feeder: Feeder
  readonly prober: Prober
  readonly observe: (step: StepObservation) => void
}

function workerLoop(house: House, config: Config, { feeder, prober, observe }: LoopMates): WorkerLoop {
  const { clock, work, log } = house
  return new WorkerLoop({
    worker: new Worker({ ...house, observe }),
    work,
    clock,
    concurrency: config.workerConcurrency,
    onError: taskFailed(house),
    chores: [
      { name: 'feed', everyMs: 250, run: () => feeder.feed() },
      { name: 'circuit-probe', everyMs: 1_000, run: () => prober.start() },
      {
        name: 'deadline-alerts',
        everyMs: 60_000,
        run: () => work.alertDeadlines(clock.now(), failureOf(house, 'deadline-alerts')),
      },
      {
        name: 'audit-seal',
        everyMs: 60_000,
        run: () => sealTenants({ ...house, onError: failureOf(house, 'audit-seal') }),
      },
      {
        name: 'ranges',
        everyMs: 60_000,
        run: async () => {
          for (const notice of await watchRanges({ ...house, onError: failureOf(house, 'ranges') }))
            log.warn({ ...notice }, 'a range of numbers runs out')
        },
      },
      {
        name: 'certificate-expiry',
        everyMs: 3_600_000,
        run: async () => {
          for (const notice of await watchExpiry({ ...house, onError: failureOf(house, 'certificate-expiry') }))
            log.warn({ ...notice }, 'a certificate is about to expire')
        },
      },
    ],
  })
}

/** One line and one count a step: ids and states, never contents. */
function observed({ log, metrics }: House, { item, outcome, document, state, error }: StepObservation): void {
  const facts = { documentId: item.documentId, step: item.step, attempt: item.attempt, outcome, state }
  if (outcome === 'broken') log.error({ ...facts, err: error }, 'a step broke; it is taken again when its lease ends')
  else log.info(facts, 'step taken')
  if (outcome === 'settled' && document && state && document.state !== state) {
    metrics.moved({ jurisdiction: document.jurisdiction, type: document.type, from: document.state, to: state })
  }
}

/** Tells the log which task failed. */
export function taskFailed({ log }: House): (where: string, error: unknown) => void {
  return (where, error) => {
    log.error({ err: error, where }, 'a task of the worker failed')
  }
}

function failureOf(house: House, where: string): (error: unknown) => void {
  const tell = taskFailed(house)
  return (error) => {
    tell(where, error)
  }
}
