import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openVolume, type OpenedVolume } from '../../accounts/archive/read-volume.ts'
import { zipReader } from '../../adapters/zip/zip-reader.ts'
import { zipWriter } from '../../adapters/zip/zip-writer.ts'
import type { ArchiveWriter } from '../../ports/archive.ts'
import { unavailable } from '../command-problem.ts'
import { isSystemError, systemReason } from '../input-file.ts'

const NAME = /^emite-(\d{4,})\.zip$/

/** The volumes in a folder, in their order; the folder is made when it is not there. @throws CommandProblem unavailable */
export async function volumesIn(folder: string): Promise<readonly string[]> {
  return asUnavailable(folder, async () => {
    await mkdir(folder, { recursive: true })
    const names = (await readdir(folder)).filter((name) => NAME.test(name))
    return names.sort((a, b) => volumeOf(a) - volumeOf(b)).map((name) => join(folder, name))
  })
}

function volumeOf(name: string): number {
  return Number(NAME.exec(name)?.[1] ?? 0)
}

/** Opens a volume for as long as `use` takes. @throws ArchiveDamaged; CommandProblem unavailable */
export async function withVolume<Result>(
  path: string,
  use: (volume: OpenedVolume) => Promise<Result>,
): Promise<Result> {
  const reader = await asUnavailable(path, () => zipReader(path))
  try {
    return await use(await openVolume(reader))
  } finally {
    await reader.close()
  }
}

/** Writes a volume whole or not at all: until its end is on the disk it bears another name. */
export async function newVolume<Result>(
  folder: string,
  volume: number,
  write: (writer: ArchiveWriter) => Promise<Result>,
): Promise<{ readonly path: string; readonly result: Result }> {
  const path = join(folder, `emite-${String(volume).padStart(4, '0')}.zip`)
  const draft = `${path}.part`
  return asUnavailable(path, async () => {
    try {
      // Flushed when it is closed, which its end waits for.
      const file = createWriteStream(draft, { mode: 0o600, flush: true })
      const result = await write(zipWriter(file, new Date(0)))
      await rename(draft, path)
      return { path, result }
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  })
}

/** Does what files are needed for. @throws CommandProblem unavailable when the operating system does not let it */
export async function asUnavailable<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!isSystemError(error)) throw error
    const { es, en } = systemReason(error)
    throw unavailable({ es: `No se puede usar ${path}: ${es}.`, en: `Cannot use ${path}: ${en}.` }, error)
  }
}
