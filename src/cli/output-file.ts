import { rename, rm, writeFile } from 'node:fs/promises'
import { unavailable } from './command-problem.ts'
import { isSystemError, systemReason } from './input-file.ts'

/**
 * Writes a file whole or not at all: what stood there before stays until the new content is complete.
 *
 * @throws CommandProblem unavailable
 */
export async function outputFile(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`
  try {
    await writeFile(draft, content, { mode, flush: true, flag: 'wx' })
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    if (!isSystemError(error)) throw error
    const { es, en } = systemReason(error)
    throw unavailable({ es: `No se puede escribir ${path}: ${es}.`, en: `Cannot write ${path}: ${en}.` }, error)
  }
}
