import { crc32, deflateSync } from 'node:zlib'

export interface PngOptions {
  readonly width: number
  readonly height: number
  readonly bits?: 1 | 2 | 4 | 8 | 16
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colourType?: 0 | 2 | 3 | 4 | 6
  readonly isInterlaced?: boolean
  /** Red, green, blue of each entry. */
  readonly palette?: readonly (readonly [number, number, number])[]
  /** The content of `tRNS`. */
  readonly transparency?: readonly number[]
  /** Chunks between header and data. */
  readonly extra?: readonly Uint8Array[]
  /** The samples of a pixel, each as large as `bits` allows. */
  readonly pixel: (x: number, y: number) => readonly number[]
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const PASSES = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const // prettier-ignore

/** A PNG of any kind there is, written by the book and not by the library that reads it. */
export function pngOf(options: PngOptions): Buffer {
  const { width, height, bits = 8, colourType = 2, isInterlaced = false, palette, transparency, extra = [] } = options
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([bits, colourType, 0, 0, isInterlaced ? 1 : 0], 8)
  return pngFrom([
    pngChunk('IHDR', header),
    ...(palette ? [pngChunk('PLTE', Buffer.from(palette.flat()))] : []),
    ...(transparency ? [pngChunk('tRNS', Buffer.from(transparency))] : []),
    ...extra,
    pngChunk('IDAT', deflateSync(rawOf(options))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** A file of these chunks. */
export function pngFrom(chunks: readonly Uint8Array[]): Buffer {
  return Buffer.concat([SIGNATURE, ...chunks])
}

export function pngChunk(type: string, payload: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), payload])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(payload.byteLength)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

function rawOf({ width, height, bits = 8, isInterlaced, pixel }: PngOptions): Buffer {
  const passes = isInterlaced ? PASSES : ([[0, 0, 1, 1]] as const)
  const rows: Buffer[] = []
  for (const [x0, y0, stepX, stepY] of passes) {
    if (x0 >= width) continue
    for (let y = y0; y < height; y += stepY) {
      const samples: number[] = []
      for (let x = x0; x < width; x += stepX) samples.push(...pixel(x, y))
      rows.push(Buffer.from([0]), packed(samples, bits))
    }
  }
  return Buffer.concat(rows)
}

function packed(samples: readonly number[], bits: number): Buffer {
  if (bits === 8) return Buffer.from(samples)
  if (bits === 16) return Buffer.from(samples.flatMap((sample) => [sample >> 8, sample & 255]))
  const row = Buffer.alloc(Math.ceil((samples.length * bits) / 8))
  samples.forEach((sample, index) => {
    const at = index * bits
    row[at >> 3] = (row[at >> 3] ?? 0) | (sample << (8 - bits - (at & 7)))
  })
  return row
}

export interface JpegOptions {
  readonly width: number
  readonly height: number
  readonly channels?: number
  /** 0xc0 baseline, 0xc2 progressive, and the kinds nobody takes. */
  readonly frame?: number
  readonly bits?: number
  /** Segments right after the start. */
  readonly extra?: readonly Uint8Array[]
}

/** A JPEG that is grey all over: each block is two bits that are zero. */
export function jpegOf({ width, height, channels = 3, frame = 0xc0, bits = 8, extra = [] }: JpegOptions): Buffer {
  const isProgressive = frame === 0xc2
  const components = Array.from({ length: channels }, (_, index) => index + 1)
  const size = Buffer.alloc(6)
  size.set([bits, 0, 0, 0, 0, channels])
  size.writeUInt16BE(height, 1)
  size.writeUInt16BE(width, 3)
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8) * channels
  // One code, `0`, for "no difference" and for "no more".
  const code = [1, ...new Array<number>(15).fill(0), 0]
  return Buffer.concat([
    Uint8Array.of(0xff, 0xd8),
    ...extra,
    jpegSegment(0xdb, [0, ...new Array<number>(64).fill(1)]),
    jpegSegment(frame, [...size, ...components.flatMap((id) => [id, 0x11, 0])]),
    jpegSegment(0xc4, [0x00, ...code, 0x10, ...code]),
    jpegSegment(0xda, [channels, ...components.flatMap((id) => [id, 0]), 0, isProgressive ? 0 : 63, 0]),
    // Seven zeros more than needed: they pad the last byte.
    Buffer.alloc(Math.ceil((blocks * (isProgressive ? 1 : 2)) / 8)),
    Uint8Array.of(0xff, 0xd9),
  ])
}

export function jpegSegment(marker: number, payload: readonly number[] | Uint8Array): Buffer {
  const length = payload.length + 2
  return Buffer.concat([Uint8Array.of(0xff, marker, length >> 8, length & 255), Uint8Array.from(payload)])
}

/** What cameras write of a picture, with the orientation among it. */
export function exifOf(orientation: number, order: 'II' | 'MM' = 'II'): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write(order, 0, 'latin1')
  const u16 = (value: number, at: number) => (order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)) // prettier-ignore
  const u32 = (value: number, at: number) => (order === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at)) // prettier-ignore
  u16(42, 2)
  u32(8, 4)
  u16(1, 8)
  u16(0x0112, 10)
  u16(3, 12)
  u32(1, 14)
  u16(orientation, 18)
  return jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]))
}
