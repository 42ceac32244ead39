import { open } from 'node:fs/promises'
import type { Bilingual } from '../domain/fault.ts'
import { type CommandProblem, unavailable } from './command-problem.ts'

/**
 * The bytes of a file somebody named. Bounded while it is read, because what a name stands for may have no end.
 *
 * @throws CommandProblem unavailable: missing, unreadable, a directory, more than `mostBytes`
 */
export async function inputFile(path: string, mostBytes: number): Promise<Uint8Array> {
  try {
    await using handle = await open(path, 'r')
    if ((await handle.stat()).isDirectory()) throw isDirectory(path)
    const pieces: Uint8Array[] = []
    let sizeBytes = 0
    for await (const piece of handle.createReadStream({ autoClose: false })) {
      const bytes = piece as Uint8Array
      sizeBytes += bytes.byteLength
      if (sizeBytes > mostBytes) throw isTooLarge(path, mostBytes)
      pieces.push(bytes)
    }
    return Buffer.concat(pieces)
  } catch (error) {
    throw isSystemError(error) ? cannotRead(path, error) : error
  }
}

/** What the operating system says about a file, in words. */
export function systemReason({ code }: NodeJS.ErrnoException): Bilingual {
  return REASONS[code ?? ''] ?? { es: code ?? 'error', en: code ?? 'error' }
}

/** True for an error of the operating system, which has a code such as ENOENT. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

const REASONS: Readonly<Record<string, Bilingual>> = {
  ENOENT: { es: 'no existe', en: 'there is no such file' },
  EACCES: { es: 'no hay permiso', en: 'permission denied' },
  EPERM: { es: 'no hay permiso', en: 'permission denied' },
  EISDIR: { es: 'es una carpeta', en: 'it is a folder' },
  ENOTDIR: { es: 'una parte de la ruta no es una carpeta', en: 'a part of the path is no folder' },
  ENOSPC: { es: 'no queda espacio en el disco', en: 'no space is left on the disk' },
}

function cannotRead(path: string, error: NodeJS.ErrnoException): CommandProblem {
  const { es, en } = systemReason(error)
  return unavailable({ es: `No se puede leer ${path}: ${es}.`, en: `Cannot read ${path}: ${en}.` }, error)
}

function isDirectory(path: string): CommandProblem {
  return unavailable({
    es: `No se puede leer ${path}: es una carpeta.`,
    en: `Cannot read ${path}: it is a folder.`,
  })
}

function isTooLarge(path: string, mostBytes: number): CommandProblem {
  return unavailable({
    es: `${path} tiene más de ${mostBytes} bytes, el máximo que se lee.`,
    en: `${path} has more than ${mostBytes} bytes, the most that is read.`,
  })
}
