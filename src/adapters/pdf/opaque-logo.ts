import { createHash } from 'node:crypto'
import { PNG } from 'pngjs'
import type { Logo } from '../../ports/printer.ts'

/**
 * The picture as a file can hold it without decoding: a PNG that is transparent, interlaced or of 16 bits is painted on white, once
 * for all pages of its issuer. Undefined when it cannot be read: a document is worth more than the logo on it.
 */
export function opaqueLogo({ type, bytes }: Logo): Uint8Array | undefined {
  if (type === 'image/jpeg') return bytes[0] === 0xff && bytes[1] === 0xd8 ? bytes : undefined
  const digest = createHash('sha256').update(bytes).digest('base64')
  if (!painted.has(digest)) {
    const [oldest] = painted.keys()
    if (painted.size >= MOST_KEPT && oldest !== undefined) painted.delete(oldest)
    painted.set(digest, onWhite(bytes))
  }
  return painted.get(digest)
}

const painted = new Map<string, Uint8Array | undefined>()
const MOST_KEPT = 16

function onWhite(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const picture = PNG.sync.read(Buffer.from(bytes))
    const { data } = picture
    for (let at = 0; at < data.length; at += 4) {
      const alpha = (data[at + 3] ?? 255) / 255
      for (let channel = at; channel < at + 3; channel += 1) {
        data[channel] = Math.round((data[channel] ?? 0) * alpha + 255 * (1 - alpha))
      }
    }
    return PNG.sync.write(picture, { colorType: 2, inputHasAlpha: true })
  } catch {
    return undefined
  }
}
