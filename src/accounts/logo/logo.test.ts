import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import {
  exifOf,
  jpegOf,
  jpegSegment,
  pngChunk,
  pngFrom,
  pngOf,
  type PngOptions,
} from '../../../test/support/pictures.ts'
import type { Outage } from '../../domain/outage.ts'
import type { Logo } from '../../ports/printer.ts'
import { pictureOf } from './logo.ts'

async function printable(file: Uint8Array): Promise<Logo> {
  const picture = await pictureOf(file)
  if (picture.kind === 'refused') throw new Error(picture.fault.message.en)
  return picture.logo
}

async function codeOf(file: Uint8Array): Promise<string> {
  const picture = await pictureOf(file)
  return picture.kind === 'refused' ? picture.fault.code : 'printable'
}

/** Red, green and blue of a pixel of the logo. */
function colourAt({ bytes }: Logo, x: number, y: number): readonly number[] {
  const { data, width } = PNG.sync.read(Buffer.from(bytes))
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)]
}

const text = (value: string) => Buffer.from(value, 'latin1')
const red = { width: 20, height: 10, pixel: () => [255, 0, 0] }

describe('a PNG', () => {
  const kinds: readonly (readonly [what: string, png: PngOptions, colours: readonly (readonly number[])[]])[] = [
    ['RGB', { width: 9, height: 5, pixel: (x) => [x, 100, 200] }, [[0, 100, 200], [8, 100, 200]]],
    ['16 bits', { width: 9, height: 5, bits: 16, pixel: (x) => [x * 257, 25700, 65535] }, [[0, 100, 255], [8, 100, 255]]],
    ['1 bit', { width: 9, height: 5, bits: 1, colourType: 0, pixel: (x) => [x & 1] }, [[0, 0, 0], [0, 0, 0]]],
    ['2 bits', { width: 9, height: 5, bits: 2, colourType: 0, pixel: (x) => [x & 3] }, [[0, 0, 0], [0, 0, 0]]],
    ['grey', { width: 9, height: 5, colourType: 0, pixel: (x) => [x * 10] }, [[0, 0, 0], [80, 80, 80]]],
    ['palette', { width: 9, height: 5, bits: 4, colourType: 3, palette: [[9, 8, 7], [1, 2, 3]], pixel: (x) => [x & 1] }, [[9, 8, 7], [9, 8, 7]]],
    ['palette with alpha', { width: 9, height: 5, colourType: 3, palette: [[9, 8, 7], [1, 2, 3]], transparency: [0], pixel: (x) => [x ? 1 : 0] }, [[255, 255, 255], [1, 2, 3]]],
    ['a transparent colour', { width: 9, height: 5, transparency: [0, 5, 0, 5, 0, 5], pixel: (x) => [x ? 6 : 5, 5, 5] }, [[255, 255, 255], [6, 5, 5]]],
    ['alpha', { width: 9, height: 5, colourType: 6, pixel: (x) => [0, 0, 0, x ? 255 : 0] }, [[255, 255, 255], [0, 0, 0]]],
    ['half alpha', { width: 9, height: 5, colourType: 6, pixel: () => [255, 0, 0, 128] }, [[255, 127, 127], [255, 127, 127]]],
    ['grey with alpha, 16 bits', { width: 9, height: 5, bits: 16, colourType: 4, pixel: (x) => [0, x ? 65535 : 0] }, [[255, 255, 255], [0, 0, 0]]],
    ['interlaced', { width: 9, height: 5, isInterlaced: true, pixel: (x, y) => [x, y, 7] }, [[0, 0, 7], [8, 4, 7]]],
    ['interlaced palette of 1 bit', { width: 9, height: 5, bits: 1, colourType: 3, isInterlaced: true, palette: [[9, 8, 7], [1, 2, 3]], pixel: (x) => [x === 8 ? 1 : 0] }, [[9, 8, 7], [1, 2, 3]]],
  ] // prettier-ignore

  test.each(kinds)('with %s becomes eight bits of RGB on white, not interlaced', async (_what, options, colours) => {
    const logo = await printable(pngOf(options))

    expect(logo).toMatchObject({ type: 'image/png', widthPx: 9, heightPx: 5 })
    const [bits, colourType, , , interlace] = logo.bytes.subarray(24)
    expect({ bits, colourType, interlace }).toEqual({ bits: 8, colourType: 2, interlace: 0 })
    expect([colourAt(logo, 0, 0), colourAt(logo, 8, 4)]).toEqual(colours)
  })

  test('keeps nothing but the picture: no text, no profile, no place, nothing after its end', async () => {
    const extra = [
      pngChunk('tEXt', text('Comment\0secreto')),
      pngChunk('iCCP', Buffer.concat([text('x\0\0'), deflateSync(text('secreto'))])),
      pngChunk('eXIf', text('MM\0*secreto')),
    ]
    const { bytes } = await printable(Buffer.concat([pngOf({ ...red, extra }), text('<script>secreto</script>')]))

    expect(Buffer.from(bytes).toString('latin1')).not.toContain('secreto')
    expect(chunkTypesOf(bytes)).toEqual(['IHDR', 'IDAT', 'IEND'])
  })

  test('cleaned once stays as it is', async () => {
    const { bytes } = await printable(pngOf(red))
    expect(Buffer.from((await printable(bytes)).bytes).equals(bytes)).toBe(true)
  })

  test('that is cut anywhere is refused', async () => {
    const whole = pngOf({ width: 40, height: 40, pixel: (x, y) => [x * y, x, y] })
    for (const length of [9, 20, 33, 60, Math.floor(whole.length / 2), whole.length - 13, whole.length - 1]) {
      expect(await codeOf(whole.subarray(0, length))).toBe('logo-damaged')
    }
  })

  const ihdr = (change: (header: Buffer) => void) => {
    const header = Buffer.from(pngOf(red).subarray(16, 29))
    change(header)
    return header
  }
  const whole = (header: Buffer, raw = Buffer.alloc(10 * 61)) =>
    pngFrom([pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(raw)), pngChunk('IEND', Buffer.alloc(0))])

  test.each([
    ['whose data ends early', () => whole(ihdr(() => undefined), Buffer.alloc(10 * 61 - 1)), 'logo-damaged'],
    ['whose data goes on', () => whole(ihdr(() => undefined), Buffer.alloc(10 * 61 + 1)), 'logo-damaged'],
    ['that inflates to a gigabyte', () => whole(ihdr((h) => h.fill(1, 12)), Buffer.alloc(200_000_000)), 'logo-damaged'],
    ['of 2001 columns', () => pngOf({ ...red, width: 2001, height: 1 }), 'logo-dimensions'],
    ['of four thousand million columns', () => whole(ihdr((h) => h.fill(255, 0, 4))), 'logo-dimensions'],
    ['of no rows', () => whole(ihdr((h) => h.fill(0, 4, 8))), 'logo-dimensions'],
    ['with 3 bits a colour', () => whole(ihdr((h) => h.fill(3, 8, 9))), 'logo-damaged'],
    ['with colour type 5', () => whole(ihdr((h) => h.fill(5, 9, 10))), 'logo-damaged'],
    ['with an unknown compression', () => whole(ihdr((h) => h.fill(1, 10, 11))), 'logo-damaged'],
    ['with an unknown interlacing', () => whole(ihdr((h) => h.fill(2, 12, 13))), 'logo-damaged'],
    ['without data', () => pngFrom([pngChunk('IHDR', ihdr(() => undefined)), pngChunk('IEND', text(''))]), 'logo-damaged'],
    ['with two headers', () => pngFrom([pngChunk('IHDR', ihdr(() => undefined)), pngOf(red).subarray(8)]), 'logo-damaged'],
    ['without a palette it needs', () => pngOf({ ...red, colourType: 3, pixel: () => [0] }), 'logo-damaged'],
    ['with colours its palette lacks', () => pngOf({ ...red, colourType: 3, palette: [[0, 0, 0]], pixel: () => [9] }), 'logo-damaged'],
    ['with a wrong checksum', () => Buffer.from(pngOf(red)).fill(0, 29, 33), 'logo-damaged'],
    ['with an unknown filter', () => whole(ihdr(() => undefined), Buffer.alloc(10 * 61, 9)), 'logo-damaged'],
  ])('%s is refused', async (_what, make, code) => expect(await codeOf(make())).toBe(code)) // prettier-ignore

  test('that would weigh more than a megabyte in every paper is refused', async () => {
    let seed = 1
    const noise = () => (seed = (seed * 48271) % 2147483647) & 255
    const palette = Array.from({ length: 256 }, () => [noise(), noise(), noise()] as const)
    const file = pngOf({ width: 900, height: 900, colourType: 3, palette, pixel: () => [noise()] })

    expect(file.length).toBeLessThan(1024 * 1024)
    expect(await codeOf(file)).toBe('logo-too-detailed')
  })
})

describe('a JPEG', () => {
  test.each([
    ['baseline', jpegOf({ width: 40, height: 24 })],
    ['progressive', jpegOf({ width: 40, height: 24, frame: 0xc2 })],
    ['grey', jpegOf({ width: 40, height: 24, channels: 1 })],
  ])('that is %s is printed as it is', async (_what, file) => {
    const { bytes, ...facts } = await printable(file)
    expect(facts).toEqual({ type: 'image/jpeg', widthPx: 40, heightPx: 24 })
    expect(Buffer.from(bytes).equals(file)).toBe(true)
  })

  test('keeps nothing but the picture: no Exif, no comment, no thumbnail, no second picture', async () => {
    const jfif = [...text('JFIF\0'), 1, 2, 1, 0, 96, 0, 96]
    const adobe = [...text('Adobe'), 0, 100, 0, 0, 0, 0, 1]
    const extra = [
      jpegSegment(0xe0, [...jfif, 1, 1, 83, 83, 83]),
      jpegSegment(0xe0, text('JFXX\0secreto')),
      exifOf(1),
      jpegSegment(0xe1, text('http://ns.adobe.com/xap/1.0/\0secreto')),
      jpegSegment(0xe2, text('ICC_PROFILE\0secreto')),
      jpegSegment(0xed, text('Photoshop 3.0\0secreto')),
      jpegSegment(0xee, adobe),
      jpegSegment(0xfe, text('secreto')),
    ]
    const file = Buffer.concat([
      jpegOf({ width: 8, height: 8, extra }),
      text('PK secreto'),
      jpegOf({ width: 8, height: 8 }),
    ])
    const clean = [jpegSegment(0xe0, [...jfif, 0, 0]), jpegSegment(0xee, adobe)]

    const { bytes } = await printable(file)
    expect(Buffer.from(bytes).equals(jpegOf({ width: 8, height: 8, extra: clean }))).toBe(true)
    expect(Buffer.from((await printable(bytes)).bytes).equals(bytes)).toBe(true)
  })

  test('with fill bytes before its markers and restarts in its data is read', async () => {
    const plain = jpegOf({ width: 16, height: 8, extra: [Uint8Array.of(0xff, 0xff)] })
    const end = plain.length - 2
    const restarted = Buffer.concat([
      plain.subarray(0, end),
      Uint8Array.of(0xff, 0, 0xff, 0xd0, 0),
      plain.subarray(end),
    ])
    expect(await codeOf(restarted)).toBe('printable')
  })

  test.each([[{ order: 'II', orientation: 6 }], [{ order: 'MM', orientation: 3 }]] as const)(
    'that a camera saved turned is refused, because it would be printed so: %j',
    async ({ order, orientation }) => {
      const picture = await pictureOf(jpegOf({ width: 8, height: 8, extra: [exifOf(orientation, order)] }))
      const en = expect.stringContaining(`EXIF orientation ${orientation}`) as string
      expect(picture).toMatchObject({ fault: { code: 'logo-orientation', message: { en } } })
    },
  )

  test.each([
    ['in CMYK', jpegOf({ width: 8, height: 8, channels: 4 }), 'logo-colours'],
    ['of 12 bits', jpegOf({ width: 8, height: 8, bits: 12 }), 'logo-encoding'],
    ['without loss', jpegOf({ width: 8, height: 8, frame: 0xc3 }), 'logo-encoding'],
    ['with arithmetic coding', jpegOf({ width: 8, height: 8, frame: 0xc9 }), 'logo-encoding'],
    ['with two channels', jpegOf({ width: 8, height: 8, channels: 2 }), 'logo-damaged'],
    ['of 2001 columns', jpegOf({ width: 2001, height: 8 }), 'logo-dimensions'],
    ['of no rows', jpegOf({ width: 8, height: 0 }), 'logo-dimensions'],
    ['with two frames', jpegOf({ width: 8, height: 8, extra: [jpegSegment(0xc0, [8, 0, 8, 0, 8, 1, 1, 17, 0])] }), 'logo-damaged'],
    ['that is all start', Buffer.from([0xff, 0xd8, 0xff]), 'logo-damaged'],
    ['that ends at once', Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 'logo-damaged'],
    ['with a segment of no length', jpegOf({ width: 8, height: 8, extra: [Uint8Array.of(0xff, 0xfe, 0, 0)] }), 'logo-damaged'],
    ['with a segment that goes on past its end', jpegOf({ width: 8, height: 8, extra: [Uint8Array.of(0xff, 0xfe, 255, 255)] }), 'logo-damaged'],
    ['with a start inside', jpegOf({ width: 8, height: 8, extra: [Uint8Array.of(0xff, 0xd8)] }), 'logo-damaged'],
  ])('%s is refused', async (_what, file, code) => expect(await codeOf(file)).toBe(code)) // prettier-ignore

  test('that is cut anywhere is refused', async () => {
    const whole = jpegOf({ width: 40, height: 24, extra: [exifOf(1)] })
    for (let length = 3; length < whole.length; length += 1) {
      expect(await codeOf(whole.subarray(0, length))).toBe('logo-damaged')
    }
  })
})

describe('many at the same time', () => {
  test('wait for each other, and more than a few are told to come again', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => printable(pngOf(red))))
    const refusals = asked.filter((each) => each.status === 'rejected').map(({ reason }) => reason as Outage)
    expect(refusals).toHaveLength(4)
    for (const refusal of refusals) expect(refusal).toMatchObject({ name: 'Outage', part: 'logo', retryAfterMs: 2_000 })
    expect(await codeOf(pngOf(red))).toBe('printable')
  })
})

describe('anything else', () => {
  test.each([
    ['SVG', text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['SVG', text('<svg/>')],
    ['GIF', text('GIF89a....')],
    ['WebP', text('RIFF....WEBPVP8 ')],
    ['AVIF', text('\0\0\0 ftypavif')],
    ['HEIC', text('\0\0\0 ftypheic')],
    ['BMP', text('BM......')],
    ['PDF', text('%PDF-1.7')],
    ['HTML', text('<!DOCTYPE html><p>')],
    ['another format', text('hola')],
  ])('is told what it is and what to do: %s', async (name, file) => {
    const picture = await pictureOf(file)
    expect(picture).toMatchObject({ kind: 'refused', fault: { code: 'logo-type', severity: 'error' } })
    if (picture.kind === 'refused') {
      expect(picture.fault.message.en).toContain(`It is ${name}`)
      expect(picture.fault.message.es).toContain('expórtelo como PNG')
    }
  })

  test('of no bytes, or of too many, is refused', async () => {
    expect(await codeOf(new Uint8Array())).toBe('logo-empty')
    expect(await codeOf(Buffer.concat([pngOf(red), Buffer.alloc(1024 * 1024)]))).toBe('logo-too-large')
  })

  test('that begins like a picture and goes on at random never breaks anything', async () => {
    const png = pngOf({ width: 12, height: 12, pixel: (x, y) => [x, y, 0] })
    const jpeg = jpegOf({ width: 16, height: 16, extra: [exifOf(1)] })
    const damaged = fc
      .tuple(fc.constantFrom(png, jpeg), fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 4 }))
      .map(([file, changes]) => {
        const copy = Buffer.from(file)
        for (const [at, byte] of changes) copy[8 + (at % (copy.length - 8))] = byte
        return copy
      })
    await fc.assert(
      fc.asyncProperty(damaged, async (file) => {
        expect(await codeOf(file)).toMatch(/^(printable|logo-[a-z-]+)$/)
      }),
      { numRuns: 60 },
    )
  })
})

function chunkTypesOf(bytes: Uint8Array): string[] {
  const view = Buffer.from(bytes)
  const types: string[] = []
  for (let at = 8; at < view.length; at += 12 + view.readUInt32BE(at))
    types.push(view.toString('latin1', at + 4, at + 8))
  return types
}
