import { Readable, type Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import type { ArchiveWriter } from '../../ports/archive.ts'

/**
 * A ZIP that is written as it grows: one file in memory at a time, however many there are (ZIP64 beyond 65,535). `modifiedAt`
 * is every file's time, so that the same contents give the same ZIP.
 */
export function zipWriter(output: Writable, modifiedAt: Date): ArchiveWriter {
  const zip = new yazl.ZipFile()
  const written = pipeline(zip.outputStream, output)
  // Whoever adds hears of it; before that nobody listens.
  written.catch(() => undefined)

  return {
    async add(path, bytes) {
      const content = Readable.from([bytes], { objectMode: false })
      zip.addReadStream(content, path, { mtime: modifiedAt, mode: 0o100644, compress: bytes.byteLength > 0 })
      // It ends when it was compressed and passed on; a broken output ends everything.
      await Promise.race([finished(content), written])
    },
    async finish() {
      zip.end()
      await written
    },
  }
}
