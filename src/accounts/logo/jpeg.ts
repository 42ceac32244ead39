import { type Picture, refused, refusedSides } from './picture.ts'

/** One marker with what belongs to it: its segment and, after the start of a scan, the picture's own data. */
interface Segment {
  readonly marker: number
  /** Without marker and length. */
  readonly payload: Uint8Array
  /** Everything, as it stands in the file. */
  readonly bytes: Uint8Array
}

interface Frame {
  readonly widthPx: number
  readonly heightPx: number
}

/**
 * Takes a JPEG apart marker by marker and keeps what draws it: Exif (with the place it was taken), comments, thumbnails, other
 * pictures and whatever follows the end are dropped. The picture itself is not touched.
 */
export function cleanJpeg(file: Uint8Array): Picture {
  const segments = segmentsOf(file)
  if (!segments) return refused('logo-damaged')

  const [first, ...others] = segments.filter(({ marker }) => isFrame(marker))
  if (!first || others.length > 0) return refused('logo-damaged')
  const frame = frameOf(first)
  if ('kind' in frame) return frame
  const isWhole = [QUANTIZATION, HUFFMAN, SCAN].every((needed) => segments.some(({ marker }) => marker === needed))
  if (!isWhole) return refused('logo-damaged')
  const orientation = segments.map(orientationOf).find((one) => one !== undefined) ?? UPRIGHT
  if (orientation !== UPRIGHT) return refused('logo-orientation', String(orientation))

  const bytes = Buffer.concat([START, ...segments.map(keptOf), END])
  return { kind: 'printable', logo: { type: 'image/jpeg', bytes, ...frame } }
}

const START = Uint8Array.of(0xff, 0xd8)
const END = Uint8Array.of(0xff, 0xd9)
const END_MARKER = 0xd9
const SCAN = 0xda
const QUANTIZATION = 0xdb
const HUFFMAN = 0xc4
const ARITHMETIC = 0xcc
const RESTART_INTERVAL = 0xdd
const APP0 = 0xe0
const APP1 = 0xe1
const APP14 = 0xee
const COMMENT = 0xfe
const UPRIGHT = 1

/** The segments up to the end of the picture; undefined when it does not come to an end. */
function segmentsOf(file: Uint8Array): Segment[] | undefined {
  const segments: Segment[] = []
  for (let at = START.length; ;) {
    if (file[at] !== 0xff) return undefined
    // Any number of fill bytes may stand before a marker.
    while (file[at + 1] === 0xff) at += 1
    const marker = file[at + 1]
    if (marker === END_MARKER) return segments
    if (marker === undefined || !hasSegment(marker)) return undefined
    const end = at + 2 + (file[at + 2] ?? 0) * 256 + (file[at + 3] ?? 0)
    if (end < at + 4 || end > file.length) return undefined
    const dataEnd = marker === SCAN ? endOfScan(file, end) : end
    segments.push({ marker, payload: file.subarray(at + 4, end), bytes: file.subarray(at, dataEnd) })
    at = dataEnd
  }
}

/** The rest stand alone (and only within a scan), are reserved, or belong to kinds of JPEG that nobody writes. */
function hasSegment(marker: number): boolean {
  return (
    (marker >= 0xc0 && marker <= 0xcf) ||
    [SCAN, QUANTIZATION, RESTART_INTERVAL, COMMENT].includes(marker) ||
    (marker >= APP0 && marker <= 0xef)
  )
}

/** Where the data of a scan gives way to a marker: 0xff is followed by 0 when it is data, and by 0xd0…0xd7 at restarts. */
function endOfScan(file: Uint8Array, start: number): number {
  let at = start
  for (;;) {
    at = file.indexOf(0xff, at)
    if (at < 0) return file.length
    const next = file[at + 1] ?? 0xff
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
    at += 2
  }
}

/** Start of frame, of any kind: C0 to CF but for tables (C4, CC) and a reserved one (C8). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![HUFFMAN, 0xc8, ARITHMETIC].includes(marker)
}

/** Baseline, extended and progressive: what every reader of PDFs decodes. */
const KINDS: readonly number[] = [0xc0, 0xc1, 0xc2]

function nameOf({ marker }: Segment): string {
  return `SOF${marker - 0xc0}`
}

function frameOf(segment: Segment): Frame | Picture {
  const { marker, payload } = segment
  if (!KINDS.includes(marker)) return refused('logo-encoding', nameOf(segment))
  if (payload.length < 6) return refused('logo-damaged')
  const view = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
  const [bits, heightPx, widthPx, channels] = [view.readUInt8(0), view.readUInt16BE(1), view.readUInt16BE(3), view.readUInt8(5)] // prettier-ignore
  if (bits !== 8) return refused('logo-encoding', `${bits} bits`)
  if (channels === 4) return refused('logo-colours', String(channels))
  if (payload.length !== 6 + 3 * channels || (channels !== 1 && channels !== 3)) return refused('logo-damaged')
  return refusedSides(widthPx, heightPx) ?? { widthPx, heightPx }
}

/** What is kept of a segment: the tables and the scans as they are; how colours are meant; nothing else. */
function keptOf({ marker, payload, bytes }: Segment): Uint8Array {
  if (marker === COMMENT) return NOTHING
  if (marker < APP0 || marker > 0xef) return bytes
  if (marker === APP14 && startsWith(payload, 'Adobe') && payload.length >= 12) {
    return Buffer.concat([Uint8Array.of(0xff, APP14, 0, 14), payload.subarray(0, 12)])
  }
  // Version, unit and density; its last two bytes say that no thumbnail follows.
  if (marker === APP0 && startsWith(payload, 'JFIF\0') && payload.length >= 14) {
    return Buffer.concat([Uint8Array.of(0xff, APP0, 0, 16), payload.subarray(0, 12), Uint8Array.of(0, 0)])
  }
  return NOTHING
}

const NOTHING = new Uint8Array()

/** What Exif says of the way up; undefined when it says nothing that can be read, which viewers take for upright. */
function orientationOf({ marker, payload }: Segment): number | undefined {
  if (marker !== APP1 || !startsWith(payload, 'Exif\0\0')) return undefined
  const tiff = Buffer.from(payload.buffer, payload.byteOffset + 6, payload.byteLength - 6)
  const isLittle = startsWith(tiff, 'II*\0')
  if (!isLittle && !startsWith(tiff, 'MM\0*')) return undefined
  const u16 = (at: number): number => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)) // prettier-ignore
  const u32 = (at: number): number => (at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at)) // prettier-ignore
  const directory = u32(4)
  const entries = Array.from({ length: u16(directory) }, (_, index) => directory + 2 + index * 12)
  const entry = entries.find((at) => u16(at) === 0x0112)
  if (entry === undefined) return undefined
  const value = u16(entry + 8)
  return value >= 1 && value <= 8 ? value : undefined
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return (
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, text.length)).toString('latin1') === text
  )
}
