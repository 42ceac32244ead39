import { parentPort, workerData } from 'node:worker_threads'
import { inflateSync } from 'node:zlib'
import { PNG } from 'pngjs'
import { MOST_LOGO_BYTES } from './picture.ts'
import type { Repainted, RepaintRequest } from './repainting.ts'

parentPort?.postMessage(repainted(workerData as RepaintRequest))

function repainted(request: RepaintRequest): Repainted {
  const picture = decoded(request)
  if (!picture) return { kind: 'unreadable' }
  const white = { red: 255, green: 255, blue: 255 }
  const bytes = PNG.sync.write(picture, { colorType: 2, inputHasAlpha: true, bgColor: white, bitDepth: 8 })
  if (bytes.byteLength > MOST_LOGO_BYTES) return { kind: 'too-large', sizeBytes: bytes.byteLength }
  return { kind: 'painted', bytes: Uint8Array.from(bytes) }
}

/** Undefined when the file is damaged. */
function decoded({ file, data, rawBytes }: RepaintRequest): PNG | undefined {
  try {
    // Under a bound, before the decoder: it has none where a picture is interlaced.
    if (inflateSync(data, { maxOutputLength: rawBytes }).byteLength !== rawBytes) return undefined
    return PNG.sync.read(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
  } catch {
    // Whatever the decoder says of a file, the file is to blame, and nothing of it can be used.
    return undefined
  }
}
