import { parentPort, workerData } from 'node:worker_threads'
import { CertificateProblem } from './certificate-problem.ts'
import type { Pkcs12Reply, Pkcs12Request } from './pkcs12.ts'
import { readPkcs12 } from './pkcs12-reader.ts'

parentPort?.postMessage(replyTo(workerData as Pkcs12Request))

function replyTo({ file, password, iterationLimit }: Pkcs12Request): Pkcs12Reply {
  try {
    return { contents: readPkcs12(file, password, iterationLimit) }
  } catch (error) {
    if (!(error instanceof CertificateProblem)) throw error
    return { problem: error.code, cause: typeof error.cause === 'string' ? error.cause : '' }
  }
}
