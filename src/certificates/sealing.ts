import { randomBytes } from 'node:crypto'
import type { Bilingual } from '../domain/fault.ts'
import { Refusal } from '../domain/refusal.ts'
import { decrypted, encrypted, keysOf, type KeyWrapper, type MasterKeys } from './master-key.ts'

/** Where a sealed secret belongs. It opens nowhere else: a row copied to another tenant is noise. */
export interface SealedPlace {
  readonly tenantId: string
  readonly issuerId: string
  readonly certificateId: string
}

/**
 * A sealed secret that does not open. It is the operator who must act: `unknown-master-key` is mended by giving the ring that key,
 * the others by the backup from before. The texts hold no secret, and of a key its id only.
 */
export class SealProblem extends Refusal {
  readonly why: 'malformed' | 'unknown-version' | 'unknown-master-key' | 'does-not-open'

  constructor(why: SealProblem['why'], found: Bilingual, options?: ErrorOptions) {
    super('cannot-unseal', found)
    this.name = 'SealProblem'
    this.why = why
    if (options) this.cause = options.cause
  }
}

/** Seals a secret, such as a private key, under a data key of its own, which the ring's current key seals in turn. */
export async function seal(secret: Uint8Array, place: SealedPlace, ring: MasterKeys): Promise<Uint8Array> {
  const dataKey = randomBytes(32)
  try {
    const wrappedKey = await ring.current.wrap(dataKey, aadOf('data-key', place))
    return written(ring.current.id, wrappedKey, encrypted(dataKey, secret, aadOf('secret', place)))
  } finally {
    dataKey.fill(0)
  }
}

/** Opens what {@link seal} made for the same place. @throws SealProblem */
export async function unseal(blob: Uint8Array, place: SealedPlace, ring: MasterKeys): Promise<Uint8Array> {
  const { masterKeyId, wrappedKey, sealedSecret } = read(blob)
  const dataKey = await unwrapped(keeperOf(masterKeyId, ring), wrappedKey, place)
  try {
    return decrypted(dataKey, sealedSecret, aadOf('secret', place))
  } catch (error) {
    throw new SealProblem('does-not-open', CHANGED, { cause: error })
  } finally {
    dataKey.fill(0)
  }
}

/**
 * The same secret with its data key sealed by the ring's current key; the very same blob when it is already. The secret
 * itself is neither opened nor encrypted again.
 *
 * @throws SealProblem
 */
export async function reseal(blob: Uint8Array, place: SealedPlace, ring: MasterKeys): Promise<Uint8Array> {
  const { masterKeyId, wrappedKey, sealedSecret } = read(blob)
  if (masterKeyId === ring.current.id) return blob
  const dataKey = await unwrapped(keeperOf(masterKeyId, ring), wrappedKey, place)
  try {
    return written(ring.current.id, await ring.current.wrap(dataKey, aadOf('data-key', place)), sealedSecret)
  } finally {
    dataKey.fill(0)
  }
}

/** Id of the master key a blob is sealed by: what a rotation looks for. @throws SealProblem malformed, unknown-version */
export function masterKeyIdOf(blob: Uint8Array): string {
  return read(blob).masterKeyId
}

async function unwrapped(keeper: KeyWrapper, wrappedKey: Uint8Array, place: SealedPlace): Promise<Uint8Array> {
  try {
    return await keeper.unwrap(wrappedKey, aadOf('data-key', place))
  } catch (error) {
    throw new SealProblem('does-not-open', CHANGED, { cause: error })
  }
}

function keeperOf(id: string, ring: MasterKeys): KeyWrapper {
  const keeper = keysOf(ring).find((key) => key.id === id)
  if (!keeper) throw new SealProblem('unknown-master-key', notGiven(id))
  return keeper
}

/** JSON, because plain concatenation would let `a` + `bc` pass for `ab` + `c`. */
function aadOf(role: 'data-key' | 'secret', { tenantId, issuerId, certificateId }: SealedPlace): Uint8Array {
  return Buffer.from(JSON.stringify(['emite', VERSION, role, tenantId, issuerId, certificateId]))
}

const VERSION = 1

interface Parts {
  readonly masterKeyId: string
  readonly wrappedKey: Uint8Array
  readonly sealedSecret: Uint8Array
}

/** version (1 byte), master key id (1 byte of length), wrapped data key (2 bytes of length), sealed secret (the rest). */
function written(masterKeyId: string, wrappedKey: Uint8Array, sealedSecret: Uint8Array): Uint8Array {
  const id = Buffer.from(masterKeyId)
  if (id.byteLength > 0xff) throw new RangeError('a master key id has at most 255 bytes')
  if (wrappedKey.byteLength > 0xffff) throw new RangeError('a wrapped data key has at most 65535 bytes')
  const keyLength = Buffer.alloc(2)
  keyLength.writeUInt16BE(wrappedKey.byteLength)
  return Buffer.concat([Buffer.of(VERSION, id.byteLength), id, keyLength, wrappedKey, sealedSecret])
}

function read(blob: Uint8Array): Parts {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)
  const [version, idLength] = bytes
  if (version === undefined || idLength === undefined) throw new SealProblem('malformed', CUT_SHORT)
  if (version !== VERSION) throw new SealProblem('unknown-version', otherVersion(version))

  const keyLengthAt = 2 + idLength
  const keyAt = keyLengthAt + 2
  if (bytes.byteLength < keyAt) throw new SealProblem('malformed', CUT_SHORT)
  const secretAt = keyAt + bytes.readUInt16BE(keyLengthAt)
  if (bytes.byteLength < secretAt) throw new SealProblem('malformed', CUT_SHORT)

  return {
    masterKeyId: bytes.toString('utf8', 2, keyLengthAt),
    wrappedKey: bytes.subarray(keyAt, secretAt),
    sealedSecret: bytes.subarray(secretAt),
  }
}

const CHANGED: Bilingual = {
  es: 'Lo sellado fue alterado o movido de su lugar.',
  en: 'What is sealed was changed or moved.',
}

const CUT_SHORT: Bilingual = { es: 'Lo sellado está incompleto.', en: 'What is sealed is cut short.' }

function notGiven(masterKeyId: string): Bilingual {
  const id = JSON.stringify(masterKeyId)
  return {
    es: `Está sellado con la clave maestra ${id}, que este proceso no tiene.`,
    en: `It is sealed by master key ${id}, which this process does not have.`,
  }
}

function otherVersion(version: number): Bilingual {
  return {
    es: `Está sellado en la versión ${version}; esta es la versión ${VERSION}.`,
    en: `It is sealed in version ${version}; this is version ${VERSION}.`,
  }
}
