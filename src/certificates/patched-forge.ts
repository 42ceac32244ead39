import { pbkdf2Sync } from 'node:crypto'
import forge from 'node-forge'
import { CertificateProblem } from './certificate-problem.ts'

/**
 * node-forge with four gaps closed. The changes hold for the whole thread, so only the PKCS#12 worker may import this:
 *
 * 1. PBKDF2 runs natively (its own takes seconds) and spells the password in UTF-8, as PBES2 wants. Its own drops the
 *    high byte of each character, so that `clavé€` opens nothing.
 * 2. Every key derivation respects {@link limitIterations}.
 * 3. Keys and certificates stay ASN.1: its own readers take RSA only.
 * 4. The exact bytes behind an ASN.1 object are remembered: writing a certificate again could change a byte of what its
 *    authority signed.
 */
export const patchedForge = forge

/** Most iterations that any key derivation may ask for from now on; none before the first call. */
export function limitIterations(limit: number): void {
  iterationLimit = limit
}

/** Parses what stands at the beginning; bytes after it, such as a line feed that a mail program added, do no harm. */
export function leadingAsn1(bytes: string): forge.asn1.Asn1 {
  return fromDer(bytes, { parseAllBytes: false })
}

/** The DER this object was parsed from, or its encoding when it is a part of something larger. */
export function derOf(object: forge.asn1.Asn1): Uint8Array {
  const bytes = parsedBytes.get(object) ?? forge.asn1.toDer(object).getBytes()
  // A copy of its own: a small Buffer shares memory with others, and would take them along to the main thread.
  return Uint8Array.from(Buffer.from(bytes, 'latin1'))
}

let iterationLimit = 0
const parsedBytes = new WeakMap<forge.asn1.Asn1, string>()

const { fromDer } = forge.asn1
const { generateKey } = forge.pkcs12
const { getCipher } = forge.pki.pbe

Object.assign(forge.pkcs5, { pbkdf2: nativePbkdf2 })
Object.assign(forge.pki.pbe, { generatePkcs12Key: boundedPkcs12Key, getCipher: boundedCipher })
Object.assign(forge.pkcs12, { generateKey: boundedPkcs12Key })
Object.assign(forge.asn1, { fromDer: rememberingFromDer })
Object.assign(forge.pki, { certificateFromAsn1: leaveAsAsn1, privateKeyFromAsn1: leaveAsAsn1 })

function nativePbkdf2(
  password: string | undefined,
  salt: string,
  iterations: number,
  sizeBytes: number,
  digest: forge.md.MessageDigest,
): string {
  requireBearable(iterations)
  const key = pbkdf2Sync(password ?? '', Buffer.from(salt, 'latin1'), iterations, sizeBytes, digest.algorithm)
  return key.toString('latin1')
}

function boundedPkcs12Key(...args: Parameters<typeof generateKey>): forge.util.ByteBuffer {
  requireBearable(args[3])
  return generateKey(...args)
}

/** Counts of 2^31 and more come out of node-forge as negative numbers. */
function requireBearable(iterations: number): void {
  if (iterations < 0 || iterations > iterationLimit) throw new CertificateProblem('too-many-iterations')
}

/** A count of more than four bytes fails inside node-forge before any derivation sees it. */
function boundedCipher(...args: Parameters<typeof getCipher>): ReturnType<typeof getCipher> {
  try {
    return getCipher(...args)
  } catch (error) {
    if (error instanceof Error && error.message.includes('bits supported')) {
      throw new CertificateProblem('too-many-iterations', { cause: error.message })
    }
    throw error
  }
}

function rememberingFromDer(bytes: string | forge.util.ByteBuffer, options?: boolean): forge.asn1.Asn1 {
  const object = fromDer(bytes, options)
  if (typeof bytes === 'string') parsedBytes.set(object, bytes)
  return object
}

function leaveAsAsn1(): never {
  throw new Error('node-forge keeps as ASN.1 what it cannot read')
}
