import { cleanJpeg } from './jpeg.ts'
import { MOST_LOGO_BYTES, type Picture, refused } from './picture.ts'
import { cleanPng, PNG_SIGNATURE } from './png.ts'

/**
 * Looks into a picture that somebody sent, by its bytes and never by what it is called, and makes of it a logo that can be
 * printed as it is: PNG or JPEG with nothing in it but the picture. A PNG is decoded, in a thread of its own.
 *
 * @throws Outage when too many logos are being looked at
 */
export async function pictureOf(file: Uint8Array): Promise<Picture> {
  if (file.byteLength === 0) return refused('logo-empty')
  const isPng = beginsWith(file, PNG_SIGNATURE)
  if (!isPng && !beginsWith(file, JPEG_SIGNATURE)) return refused('logo-type', kindOf(file))
  if (file.byteLength > MOST_LOGO_BYTES) return refused('logo-too-large', String(file.byteLength))
  return isPng ? cleanPng(file) : cleanJpeg(file)
}

const JPEG_SIGNATURE = Uint8Array.of(0xff, 0xd8, 0xff)

function beginsWith(file: Uint8Array, signature: Uint8Array): boolean {
  return signature.every((byte, at) => file[at] === byte)
}

/** What people send instead, by how it begins; anything else is told as another format. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^GIF8/, 'GIF'],
  [/^RIFF....WEBP/s, 'WebP'],
  [/^....ftyp(avif|avis)/s, 'AVIF'],
  [/^....ftyp/s, 'HEIC'],
  [/^BM/, 'BMP'],
  [/^(II\*\0|MM\0\*)/, 'TIFF'],
  [/^%PDF/, 'PDF'],
  [/^%!PS|^\xc5\xd0\xd3\xc6/, 'EPS'],
  [/^8BPS/, 'PSD'],
  [/^\0\0\x01\0/, 'ICO'],
  [/<svg[\s/>]/i, 'SVG'],
  [/^\s*(<!doctype html|<html)/i, 'HTML'],
]

const BEGINNING_BYTES = 1024

function kindOf(file: Uint8Array): string {
  const beginning = Buffer.from(file.buffer, file.byteOffset, Math.min(file.byteLength, BEGINNING_BYTES)).toString(
    'latin1',
  )
  return OTHERS.find(([pattern]) => pattern.test(beginning))?.[1] ?? ''
}
