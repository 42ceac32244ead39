import { Worker } from 'node:worker_threads'
import { CertificateProblem } from './certificate-problem.ts'
import type { CertificateProblemCode } from './certificate-problem.ts'

/** A private key of the file, whatever its algorithm. */
export interface Pkcs12Key {
  /** PKCS#8, DER, in the clear: it must go into the sealed store and nowhere else. */
  readonly pkcs8: Uint8Array
  readonly friendlyName: string | undefined
}

/** A certificate of the file, byte for byte as its authority signed it. */
export interface Pkcs12Certificate {
  readonly der: Uint8Array
  readonly friendlyName: string | undefined
}

/**
 * What a PKCS#12 file holds, in the order of the file, which says nothing about which certificate goes with which key: at
 * most 16 keys and 64 certificates.
 */
export interface Pkcs12Contents {
  /** At least one. */
  readonly keys: readonly Pkcs12Key[]
  readonly certificates: readonly Pkcs12Certificate[]
}

export interface Pkcs12Limits {
  readonly sizeBytes: number
  /** Of each key derivation. */
  readonly iterations: number
  /** For the whole file, the start of the thread included. */
  readonly timeMs: number
}

/** Real files have a few KB, at most some 600 000 iterations, and open in a fifth of a second. */
export const PKCS12_LIMITS: Pkcs12Limits = { sizeBytes: 256 * 1024, iterations: 2_000_000, timeMs: 10_000 }

/** What the worker is asked, and what it answers. */
export interface Pkcs12Request {
  readonly file: Uint8Array
  readonly password: string
  readonly iterationLimit: number
}
export type Pkcs12Reply =
  { readonly contents: Pkcs12Contents } | { readonly problem: CertificateProblemCode; readonly cause: string }

const WORKER = new URL(`./pkcs12-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/**
 * Opens a PKCS#12 file of any certification authority in a thread of its own, so that neither a slow nor a hostile file
 * holds up anybody else. The empty password opens files made without one. It does not judge what it finds: `diagnose` does.
 *
 * @throws CertificateProblem with any code but `key-does-not-match` and `not-rsa`
 */
export async function openPkcs12(
  file: Uint8Array,
  password: string,
  limits: Pkcs12Limits = PKCS12_LIMITS,
): Promise<Pkcs12Contents> {
  if (file.byteLength > limits.sizeBytes) throw new CertificateProblem('too-large')
  if (file[0] !== ASN1_SEQUENCE) throw new CertificateProblem('not-pkcs12')

  const reply = await askWorker({ file, password, iterationLimit: limits.iterations }, limits.timeMs)

  if ('problem' in reply) throw new CertificateProblem(reply.problem, { cause: reply.cause })
  return reply.contents
}

const ASN1_SEQUENCE = 0x30

function askWorker(request: Pkcs12Request, timeMs: number): Promise<Pkcs12Reply> {
  return new Promise((resolve, reject) => {
    // Flags of the main process (inspectors, loaders) are not the worker's business, and neither is its environment.
    const worker = new Worker(WORKER, {
      workerData: request,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 32 },
    })
    const timer = setTimeout(() => {
      reject(new CertificateProblem('timeout'))
      void worker.terminate()
    }, timeMs)

    worker.once('message', (reply: Pkcs12Reply) => resolve(reply))
    worker.once('error', (error) => reject(failureOf(error)))
    worker.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`the PKCS#12 worker ended with ${code} and no answer`))
    })
  })
}

/** A file that fills the memory of its thread is a file's fault; anything else is ours. */
function failureOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('the PKCS#12 worker failed', { cause: error })
  const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return outOfMemory ? new CertificateProblem('too-large', { cause: error }) : error
}
