import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import { ArchiveDamaged, type ArchiveReader } from '../../ports/archive.ts'

/** Opens a ZIP. Names that lead out of it, files twice and lying sizes are refused. @throws ArchiveDamaged */
export async function zipReader(path: string): Promise<ArchiveReader> {
  const zip = await opened(path)
  const entries = new Map<string, yauzl.Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName)) throw new ArchiveDamaged('is in the archive twice', entry.fileName)
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    zip.close()
    throw asDamage(error)
  }
  return {
    paths: [...entries.keys()],
    read: (name, mostBytes) => contentOf(zip, entries.get(name), name, mostBytes),
    close: () => {
      zip.close()
      return Promise.resolve()
    },
  }
}

const OPTIONS = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true } as const

async function contentOf(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry | undefined,
  name: string,
  mostBytes: number,
): Promise<Uint8Array> {
  if (!entry) throw new ArchiveDamaged('is missing', name)
  if (entry.uncompressedSize > mostBytes) throw new ArchiveDamaged(`has more than ${mostBytes} bytes`, name)
  try {
    return await buffer(await zip.openReadStreamPromise(entry))
  } catch (error) {
    throw asDamage(error, name)
  }
}

async function opened(path: string): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.openPromise(path, OPTIONS)
  } catch (error) {
    throw asDamage(error)
  }
}

/** What the library says of a file is about the file; what the operating system says stays what it is. */
function asDamage(error: unknown, name?: string): Error {
  if (!(error instanceof Error)) return new ArchiveDamaged(String(error), name)
  return error instanceof ArchiveDamaged || 'syscall' in error ? error : new ArchiveDamaged(error.message, name)
}
