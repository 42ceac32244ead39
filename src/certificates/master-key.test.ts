import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMasterKeyFile, loadMasterKeys, masterKeyOf, rotateMasterKeyFile } from './master-key.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'emite-master-key-'))
  file = join(folder, 'master.key')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const problem = (code: string) => expect.objectContaining({ name: 'MasterKeyProblem', code }) as Error
const [first, second, third] = [randomBytes(32), randomBytes(32), randomBytes(32)].map((key) => key.toString('base64'))

async function idsFrom(from: { file?: string; value?: string }): Promise<readonly string[]> {
  const { current, previous } = await loadMasterKeys(from)
  return [current, ...previous].map(({ id }) => id)
}
const idOf = (key: string | undefined) => masterKeyOf(Buffer.from(key!, 'base64')).id

describe('a master key file', () => {
  test('is made for its owner only, with a key whose id is the start of its hash', async () => {
    const id = await createMasterKeyFile(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
    expect(key).toHaveLength(32)
    expect(id).toBe(createHash('sha256').update(key).digest('hex').slice(0, 8))
    expect(await idsFrom({ file })).toEqual([id])
  })

  test('is never overwritten', async () => {
    await createMasterKeyFile(file)
    const before = readFileSync(file, 'utf8')
    await expect(createMasterKeyFile(file)).rejects.toThrow(problem('exists'))
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  test.each([0o640, 0o604, 0o660, 0o644])('is refused with mode %o, and the message says what to do', async (mode) => {
    await createMasterKeyFile(file)
    chmodSync(file, mode)
    const error: unknown = await loadMasterKeys({ file }).catch((e: unknown) => e)
    expect(error).toEqual(problem('too-open'))
    expect((error as Error).message).toContain('chmod 600')
  })

  test('gets a new current key by rotation and keeps the old ones, comments too', async () => {
    const old = await createMasterKeyFile(file)
    writeFileSync(file, `# keep this safe, really\n${readFileSync(file, 'utf8')}`)
    const next = await rotateMasterKeyFile(file)
    const last = await rotateMasterKeyFile(file)
    expect(await idsFrom({ file })).toEqual([last, next, old])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('that is absent cannot be read or rotated', async () => {
    await expect(loadMasterKeys({ file })).rejects.toThrow(problem('unreadable'))
    await expect(rotateMasterKeyFile(file)).rejects.toThrow(problem('unreadable'))
  })
})

describe('the ring', () => {
  test('has the first key as its current one', async () => {
    expect(await idsFrom({ value: `${first},${second}  ${third}` })).toEqual([first, second, third].map(idOf))
  })

  test('puts the setting before the file, and no key twice', async () => {
    writeFileSync(file, `${second}\n${first}\n`, { mode: 0o600 })
    expect(await idsFrom({ file, value: `${third},${second}` })).toEqual([third, second, first].map(idOf))
  })

  test.each([{}, { value: '' }, { value: ' \n' }])('is missing with %o', async (from) => {
    await expect(loadMasterKeys(from)).rejects.toThrow(problem('missing'))
  })

  test.each([
    { why: 'too short', bad: randomBytes(31).toString('base64') },
    { why: 'too long', bad: randomBytes(33).toString('base64') },
    { why: 'hex', bad: randomBytes(32).toString('hex') },
    { why: 'a password', bad: 'hunter2hunter2hunter2hunter2hunter2hunter2!!' },
  ])('refuses a key that is $why, names its place and does not repeat it', async ({ bad }) => {
    const error: unknown = await loadMasterKeys({ value: `${first},${bad}` }).catch((e: unknown) => e)
    expect(error).toEqual(problem('malformed'))
    expect((error as Error).message).toContain('number 2')
    expect((error as Error).message).not.toContain(bad)
  })
})

describe('a local master key', () => {
  test('rejects what another key wrapped, other context, and too few bytes', async () => {
    const [key, other] = [masterKeyOf(randomBytes(32)), masterKeyOf(randomBytes(32))]
    const [here, there] = [Buffer.from('here'), Buffer.from('there')]
    const wrapped = await key.wrap(Buffer.alloc(32, 7), here)
    expect(Buffer.from(await key.unwrap(wrapped, here)).equals(Buffer.alloc(32, 7))).toBe(true)
    await expect(other.unwrap(wrapped, here)).rejects.toThrow()
    await expect(key.unwrap(wrapped, there)).rejects.toThrow()
    await expect(key.unwrap(wrapped.subarray(0, 20), here)).rejects.toThrow(RangeError)
  })

  test('goes on after the bytes it was made of are overwritten', async () => {
    const bytes = randomBytes(32)
    const key = masterKeyOf(bytes)
    const wrapped = await key.wrap(Buffer.alloc(32), Buffer.alloc(0))
    bytes.fill(0)
    await expect(key.unwrap(wrapped, Buffer.alloc(0))).resolves.toHaveLength(32)
  })

  test('derives one key a purpose, the same each time, and another than every other master key', async () => {
    const key = masterKeyOf(randomBytes(32))
    const derived = await key.derive('tokens')
    expect(derived).toHaveLength(32)
    expect(await key.derive('tokens')).toEqual(derived)
    expect(await key.derive('others')).not.toEqual(derived)
    expect(await masterKeyOf(randomBytes(32)).derive('tokens')).not.toEqual(derived)
  })
})
