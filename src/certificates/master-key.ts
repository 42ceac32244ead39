import { createCipheriv, createDecipheriv, createHash, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { open, rename } from 'node:fs/promises'
import type { Bilingual } from '../domain/fault.ts'

/**
 * What seals data keys: a local master key, or a key management service that never shows its key. `aad` must be given
 * again to unwrap; `id` is stored beside what was wrapped, in up to 255 bytes of UTF-8.
 */
export interface KeyWrapper {
  readonly id: string
  wrap(dataKey: Uint8Array, aad: Uint8Array): Promise<Uint8Array>
  /** Rejects unless key, bytes and `aad` are those of the wrapping. */
  unwrap(wrapped: Uint8Array, aad: Uint8Array): Promise<Uint8Array>
  /** A key of 32 bytes for one purpose, the same whenever it is asked for. It tells nothing about this one or other purposes'. */
  derive(purpose: string): Promise<Uint8Array>
}

/** A ring: the current key seals, every key opens. A key leaves the ring once nothing is sealed by it any more. */
export interface MasterKeys {
  readonly current: KeyWrapper
  readonly previous: readonly KeyWrapper[]
}

/** All keys of a ring, the current one first. */
export function keysOf({ current, previous }: MasterKeys): readonly KeyWrapper[] {
  return [current, ...previous]
}

/** The same ring with another of its keys as the current one; undefined when it does not have that key. */
export function ringSealingBy(id: string, ring: MasterKeys): MasterKeys | undefined {
  const current = keysOf(ring).find((key) => key.id === id)
  return current && { current, previous: keysOf(ring).filter((key) => key !== current) }
}

/** Master keys that cannot be had. The operator must act; the texts hold no part of a key but its id. */
export class MasterKeyProblem extends Error {
  readonly code: 'missing' | 'unreadable' | 'too-open' | 'malformed' | 'exists' | 'not-of-this-database'
  readonly messages: Bilingual

  constructor(code: MasterKeyProblem['code'], messages: Bilingual, options?: ErrorOptions) {
    super(messages.en, options)
    this.name = 'MasterKeyProblem'
    this.code = code
    this.messages = messages
  }
}

/**
 * The ring from a setting (`value`), a file, or both: keys in base64, parted by commas or white space, the current one
 * first. In a file, lines that begin with `#` are comments. Keys of `value` go before those of the file.
 *
 * @throws MasterKeyProblem missing, unreadable, too-open (others on the machine may read the file), malformed
 */
export async function loadMasterKeys(from: { file?: string; value?: string }): Promise<MasterKeys> {
  const texts = [from.value ?? '', from.file === undefined ? '' : await privateTextOf(from.file)]
  const wrappers = new Map(texts.flatMap(keysIn).map((key) => [idOf(key), masterKeyOf(key)]))

  const [current, ...previous] = wrappers.values()
  if (!current) throw new MasterKeyProblem('missing', NONE)
  return { current, previous }
}

/**
 * Makes a file with one new master key, readable by its owner only, and answers the key's id. Whoever loses the file
 * loses every certificate sealed by it.
 *
 * @throws MasterKeyProblem exists, unreadable
 */
export async function createMasterKeyFile(file: string): Promise<string> {
  const key = randomBytes(KEY_BYTES)
  await writePrivate(file, `${key.toString('base64')}\n`)
  return idOf(key)
}

/**
 * Puts a new current key before the keys of a file and answers its id. The file is replaced whole, so that a crash leaves
 * the old or the new one. Reseal everything afterwards; then the old keys may be deleted from the file.
 *
 * @throws MasterKeyProblem missing, unreadable, too-open, malformed, exists (another rotation left its draft behind)
 */
export async function rotateMasterKeyFile(file: string): Promise<string> {
  await loadMasterKeys({ file })
  const old = await privateTextOf(file)
  const key = randomBytes(KEY_BYTES)
  const draft = `${file}.new`
  await writePrivate(draft, `${key.toString('base64')}\n${old}`)
  await rename(draft, file)
  return idOf(key)
}

/** Checks a text that should hold master keys. @throws MasterKeyProblem missing, malformed */
export function checkMasterKeys(text: string): void {
  if (keysIn(text).length === 0) throw new MasterKeyProblem('missing', NONE)
}

/** A master key held in memory, 32 bytes: AES-256-GCM. Its id is the first 8 hex digits of its SHA-256. */
export function masterKeyOf(key: Uint8Array): KeyWrapper {
  if (key.byteLength !== KEY_BYTES) throw new MasterKeyProblem('malformed', NOT_32_BYTES)
  const own = createSecretKey(key)
  return {
    id: idOf(key),
    wrap: (dataKey, aad) => Promise.resolve(encrypted(own, dataKey, aad)),
    // Async, so that a refusal rejects like that of a remote service.
    unwrap: async (wrapped, aad) => decrypted(own, wrapped, aad),
    derive: (purpose) => Promise.resolve(new Uint8Array(hkdfSync('sha256', own, '', purpose, KEY_BYTES))),
  }
}

/**
 * AES-256-GCM as nonce, ciphertext, tag. The nonce is always fresh chance, never a caller's: a repeated one would give
 * the key away.
 */
export function encrypted(key: Uint8Array | KeyObject, plain: Uint8Array, aad: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Opens what {@link encrypted} made. @throws Error unless key, bytes and `aad` are the same */
export function decrypted(key: Uint8Array | KeyObject, sealed: Uint8Array, aad: Uint8Array): Uint8Array {
  if (sealed.byteLength < NONCE_BYTES + TAG_BYTES) throw new RangeError('too short for a nonce and a tag')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(aad).setAuthTag(sealed.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
}

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

function idOf(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}

function keysIn(text: string): readonly Buffer[] {
  const words = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(/[\s,]+/))
    .filter((word) => word !== '')
  return words.map((word, i) => {
    const key = Buffer.from(word, 'base64')
    if (key.byteLength !== KEY_BYTES || key.toString('base64') !== word) {
      throw new MasterKeyProblem('malformed', notBase64(i + 1))
    }
    return key
  })
}

async function privateTextOf(file: string): Promise<string> {
  try {
    // One handle for both, so that what was checked is what is read.
    await using handle = await open(file, 'r')
    const { mode } = await handle.stat()
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      const octal = (mode & 0o777).toString(8)
      throw new MasterKeyProblem('too-open', {
        es: `otros pueden leer ${file} (modo ${octal}): ejecute chmod 600 sobre él.`,
        en: `${file} may be read by others (mode ${octal}): run chmod 600 on it.`,
      })
    }
    return await handle.readFile('utf8')
  } catch (error) {
    if (error instanceof MasterKeyProblem) throw error
    const words = {
      es: `no se puede leer su archivo ${file}${codeOf(error)}.`,
      en: `its file ${file} cannot be read${codeOf(error)}.`,
    }
    throw new MasterKeyProblem('unreadable', words, { cause: error })
  }
}

async function writePrivate(file: string, text: string): Promise<void> {
  try {
    await using handle = await open(file, 'wx', 0o600)
    await handle.writeFile(text)
    await handle.sync()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new MasterKeyProblem('exists', {
        es: `${file} ya existe, y una clave en uso no se sobrescribe.`,
        en: `${file} exists already, and a key in use must not be overwritten.`,
      })
    }
    const words = {
      es: `no se puede escribir su archivo ${file}${codeOf(error)}.`,
      en: `its file ${file} cannot be written${codeOf(error)}.`,
    }
    throw new MasterKeyProblem('unreadable', words, { cause: error })
  }
}

/** The system's own word for what went wrong with a file, as it goes into a sentence. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
}

const NONE: Bilingual = {
  es: 'no hay ninguna: dé una, o un archivo que la tenga.',
  en: 'there is none: give one, or a file that holds one.',
}

const NOT_32_BYTES: Bilingual = { es: `debe tener ${KEY_BYTES} bytes.`, en: `it must have ${KEY_BYTES} bytes.` }

function notBase64(place: number): Bilingual {
  return {
    es: `la número ${place} no es el base64 de ${KEY_BYTES} bytes.`,
    en: `number ${place} is not the base64 of ${KEY_BYTES} bytes.`,
  }
}
