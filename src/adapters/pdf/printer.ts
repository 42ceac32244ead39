import { Worker } from 'node:worker_threads'
import { Outage } from '../../domain/outage.ts'
import type { Printer } from '../../ports/printer.ts'
import type { PrintReply, PrintRequest } from './printer-thread.ts'

export interface PrinterOptions {
  /** Threads, started when there is work for them. */
  readonly threads?: number
  /** Pages that may wait while all threads print; with 0 nothing is printed at all. */
  readonly queueLimit?: number
  /** For one page; a thread that takes longer is given up. */
  readonly timeMs?: number
  /** Of a thread's heap. A page that needs more breaks its thread and nothing else. */
  readonly memoryMb?: number
}

const RETRY_AFTER_MS = 1_000
const THREAD = new URL(`./printer-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/**
 * A printer that lays out and writes PDFs in threads of its own. A thread that breaks or gets stuck takes one page with it, whose
 * `print` is refused, and is replaced. Idle threads do not keep the process alive.
 */
export function openPrinter({
  threads = 2,
  queueLimit = 200,
  timeMs = 30_000,
  memoryMb = 192,
}: PrinterOptions = {}): Printer {
  const waiting: Job[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Job>()
  let isClosed = false

  function next(): void {
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (busy.size < threads ? started() : undefined)
      const job = worker && waiting.shift()
      if (!worker || !job) return
      busy.set(worker, job)
      worker.ref()
      job.timer = setTimeout(() => lost(worker, new Error(`printing took longer than ${timeMs} ms`)), timeMs)
      try {
        worker.postMessage(job.request)
      } catch (cause) {
        lost(worker, new Error('the page cannot be handed to a thread', { cause }))
      }
    }
  }

  function started(): Worker {
    // Flags of the main process (inspectors, loaders) are not the thread's business, and neither is its environment.
    const worker = new Worker(THREAD, {
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 24 },
    })
    worker.on('message', (reply: PrintReply) => answered(worker, reply))
    worker.on('error', (cause) => lost(worker, new Error('the printing thread broke down', { cause })))
    worker.on('exit', (code) => lost(worker, new Error(`the printing thread ended with ${code}`)))
    return worker
  }

  function answered(worker: Worker, reply: PrintReply): void {
    const job = taken(worker)
    if (!job) return
    worker.unref()
    idle.push(worker)
    if ('file' in reply) job.resolve(reply.file)
    else job.reject(new Error(`the page could not be printed: ${reply.cause}`))
    next()
  }

  function lost(worker: Worker, error: Error): void {
    taken(worker)?.reject(error)
    const at = idle.indexOf(worker)
    if (at !== -1) idle.splice(at, 1)
    void worker.terminate()
    next()
  }

  function taken(worker: Worker): Job | undefined {
    const job = busy.get(worker)
    busy.delete(worker)
    clearTimeout(job?.timer)
    return job
  }

  return {
    print(page, appearance) {
      if (isClosed) return Promise.reject(new Outage('printer', 'The printer is closed.', RETRY_AFTER_MS))
      if (waiting.length >= queueLimit) {
        return Promise.reject(new Outage('printer', 'Too many pages wait to be printed.', RETRY_AFTER_MS))
      }
      return new Promise((resolve, reject) => {
        waiting.push({ request: { page, appearance }, resolve, reject, timer: undefined })
        next()
      })
    },
    async close() {
      isClosed = true
      const closed = new Outage('printer', 'The printer is closed.', RETRY_AFTER_MS)
      for (const job of waiting.splice(0)) job.reject(closed)
      const workers = [...idle.splice(0), ...busy.keys()]
      for (const worker of busy.keys()) taken(worker)?.reject(closed)
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

interface Job {
  readonly request: PrintRequest
  readonly resolve: (file: Uint8Array) => void
  readonly reject: (error: Error) => void
  timer: NodeJS.Timeout | undefined
}
