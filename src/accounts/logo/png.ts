import { type Picture, refused, refusedSides } from './picture.ts'
import { repaint } from './repainting.ts'

/** What the header of a PNG says. */
interface PngHeader {
  readonly widthPx: number
  readonly heightPx: number
  readonly bitsPerPixel: number
  readonly isInterlaced: boolean
}

/**
 * Paints a PNG anew: on white where it was transparent, eight bits a colour, without interlacing, palette, animation or
 * metadata. Its measures are looked at before anything is decoded, and the painting is done in a thread of its own.
 */
export async function cleanPng(file: Uint8Array): Promise<Picture> {
  const chunks = chunksOf(file)
  const header = chunks?.[0] && headerOf(chunks[0])
  if (!chunks || !header) return refused('logo-damaged')
  const { widthPx, heightPx } = header
  const tooWide = refusedSides(widthPx, heightPx)
  if (tooWide) return tooWide

  const drawing = chunks.filter(({ type }) => DRAWING.includes(type))
  const outcome = await repaint({
    file: Buffer.concat([PNG_SIGNATURE, ...drawing.map(({ bytes }) => bytes)]),
    data: Buffer.concat(drawing.filter(({ type }) => type === 'IDAT').map(({ payload }) => payload)),
    rawBytes: rawBytesOf(header),
  })
  if (outcome.kind === 'unreadable') return refused('logo-damaged')
  if (outcome.kind === 'too-large') return refused('logo-too-detailed', String(outcome.sizeBytes))
  return { kind: 'printable', logo: { type: 'image/png', bytes: outcome.bytes, widthPx, heightPx } }
}

/** The first eight bytes of every PNG. */
export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** What makes the picture; the others describe it, animate it or hide something in it. */
const DRAWING: readonly string[] = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']

interface Chunk {
  readonly type: string
  readonly payload: Uint8Array
  /** Everything, with length and checksum. */
  readonly bytes: Uint8Array
}

/** From the header to the end; undefined when that is not what it holds, once each. */
function chunksOf(file: Uint8Array): Chunk[] | undefined {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const chunks: Chunk[] = []
  for (let at = PNG_SIGNATURE.length; at + 12 <= view.length;) {
    const end = at + 12 + view.readUInt32BE(at)
    if (end > view.length) return undefined
    const type = view.toString('latin1', at + 4, at + 8)
    if ((type === 'IHDR') !== (chunks.length === 0)) return undefined
    chunks.push({ type, payload: view.subarray(at + 8, end - 4), bytes: view.subarray(at, end) })
    if (type === 'IEND') return chunks
    at = end
  }
  return undefined
}

/** Bits a channel may have, and how many channels there are, by colour type. */
const COLOUR_TYPES: Readonly<Record<number, { readonly bits: readonly number[]; readonly channels: number }>> = {
  0: { bits: [1, 2, 4, 8, 16], channels: 1 },
  2: { bits: [8, 16], channels: 3 },
  3: { bits: [1, 2, 4, 8], channels: 1 },
  4: { bits: [8, 16], channels: 2 },
  6: { bits: [8, 16], channels: 4 },
}

function headerOf({ payload }: Chunk): PngHeader | undefined {
  if (payload.length !== 13) return undefined
  const view = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
  const [bits = 0, colourType = 0, compression, filter, interlace = 0] = view.subarray(8)
  const colours = COLOUR_TYPES[colourType]
  if (!colours?.bits.includes(bits) || compression !== 0 || filter !== 0 || interlace > 1) return undefined
  return {
    widthPx: view.readUInt32BE(0),
    heightPx: view.readUInt32BE(4),
    bitsPerPixel: bits * colours.channels,
    isInterlaced: interlace === 1,
  }
}

/** Adam7: where each pass starts, and its steps. */
const PASSES = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
]

/** How many bytes the picture has once inflated: each row with a byte in front that names its filter. */
function rawBytesOf({ widthPx, heightPx, bitsPerPixel, isInterlaced }: PngHeader): number {
  const plane = (columns: number, rows: number) =>
    columns === 0 ? 0 : rows * (1 + Math.ceil((columns * bitsPerPixel) / 8))
  if (!isInterlaced) return plane(widthPx, heightPx)
  return PASSES.map(({ x, y, stepX, stepY }) =>
    plane(Math.ceil(Math.max(0, widthPx - x) / stepX), Math.ceil(Math.max(0, heightPx - y) / stepY)),
  ).reduce((sum, each) => sum + each, 0)
}
