import type { Readable } from 'node:stream'

/** A line of a stream, or why there is none to be had. */
export type StreamLine =
  | { readonly kind: 'line'; readonly number: number; readonly bytes: Uint8Array }
  | { readonly kind: 'too-long'; readonly number: number }
  /** The stream has more lines than may be; the rest is not read. */
  | { readonly kind: 'too-many'; readonly number: number }

const NEWLINE = 0x0a

/**
 * The lines of a stream as they arrive, numbered from 1; blank ones are counted but not told. A line that is too long is
 * skipped without being kept, so that memory is bounded whatever comes.
 */
export async function* linesOf(
  stream: Readable,
  limits: { readonly lines: number; readonly lineBytes: number },
): AsyncGenerator<StreamLine> {
  let parts: Buffer[] = []
  let sizeBytes = 0
  let number = 0

  function* ended(): Generator<StreamLine> {
    number += 1
    const bytes = Buffer.concat(parts)
    const isTooLong = sizeBytes > limits.lineBytes
    parts = []
    sizeBytes = 0
    if (isTooLong) yield { kind: 'too-long', number }
    else if (bytes.toString('latin1').trim() !== '') yield { kind: 'line', number, bytes }
  }
  function keep(part: Buffer): void {
    sizeBytes += part.byteLength
    if (sizeBytes <= limits.lineBytes) parts.push(part)
    else parts = []
  }

  for await (const chunk of chunksOf(stream)) {
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      if (number >= limits.lines) {
        yield { kind: 'too-many', number: number + 1 }
        return
      }
      keep(chunk.subarray(from, at))
      yield* ended()
      from = at + 1
    }
    keep(chunk.subarray(from))
  }
  if (sizeBytes === 0) return
  if (number >= limits.lines) yield { kind: 'too-many', number: number + 1 }
  else yield* ended()
}

/**
 * Not destroyed when the reader stops early: the stream shares its socket with the answer. What is left is dropped as it
 * comes; unread, it would keep the connection from ever becoming idle, and the server from closing.
 */
async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
  } finally {
    stream.resume()
  }
}
