import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDataFolder } from './data-folder.ts'

describe('the data folder', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'emite-folder-'))
    await writeFile(join(folder, 'file'), '')
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('is made with all folders on its way, and may be there', async () => {
    const wanted = join(folder, 'a', 'b')
    await Promise.all([makeDataFolder(wanted), makeDataFolder(wanted)])
    await makeDataFolder(wanted)
    expect(existsSync(wanted)).toBe(true)
  })

  test.each(['file', 'file/data'])('cannot be %s, where there is a file', async (name) => {
    const refusal = makeDataFolder(join(folder, name))
    await expect(refusal).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(refusal).rejects.toThrow(`EMITE_DATA_DIR: "${join(folder, name)}" cannot be a folder`)
  })

  test.skipIf(!existsSync('/proc/self'))('is told with its setting where no folder can be made', async () => {
    await expect(makeDataFolder('/proc/x/y')).rejects.toThrow('EMITE_DATA_DIR: the folder "/proc/x/y" cannot be made')
  })
})
