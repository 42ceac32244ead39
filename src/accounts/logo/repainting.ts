import { Worker } from 'node:worker_threads'
import { Outage } from '../../domain/outage.ts'

/** What the thread is asked. */
export interface RepaintRequest {
  /** A PNG of nothing but the chunks that draw it. */
  readonly file: Uint8Array
  /** Its compressed data, all of it. */
  readonly data: Uint8Array
  /** What the data must inflate to, to the byte: less was cut, more is a bomb. */
  readonly rawBytes: number
}

/** What it answers. */
export type Repainted =
  | { readonly kind: 'painted'; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'too-large'; readonly sizeBytes: number }

const WORKER = new URL(`./repainting-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
// The largest picture takes less than one second.
const TIME_MS = 20_000
const MOST_WAITING = 8

/** Decoded pictures are large: one is painted at a time, and a few may wait. */
let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/** Decodes a PNG and paints it anew, in a thread that lives for this one. @throws Outage when too many wait already */
export async function repaint(request: RepaintRequest): Promise<Repainted> {
  if (waiting >= MOST_WAITING) throw new Outage('logo', 'Too many logos are being looked at.', 2_000)
  waiting += 1
  const mine = last.then(() => askThread(request))
  last = mine.catch(() => undefined)
  try {
    return await mine
  } finally {
    waiting -= 1
  }
}

function askThread(request: RepaintRequest): Promise<Repainted> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: request, execArgv: [], env: {} })
    const timer = setTimeout(() => {
      reject(new Outage('logo', 'The logo took too long to be painted.', 2_000))
      void worker.terminate()
    }, TIME_MS)

    worker.once('message', (reply: Repainted) => resolve(reply))
    worker.once('error', (error) => reject(new Error('the logo could not be painted', { cause: error })))
    worker.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`the thread that paints logos ended with ${code} and no answer`))
    })
  })
}
