import bwip from 'bwip-js/node'
import type { PrintedQr } from '../../domain/printed-page.ts'
import { bestMasked, maskDifferences, type Matrix } from './qr-mask.ts'

/** A code as rectangles, four numbers each (x, y, width, height), in modules. */
export interface Code {
  readonly modules: readonly number[]
  readonly across: number
  readonly along: number
}

/** The QR code of a text; undefined when no QR code can hold it (about 3 kB). Those of the last pages are kept. */
export function qrCode({ text, leastVersion }: Pick<PrintedQr, 'text' | 'leastVersion'>): Code | undefined {
  return kept(`qr ${leastVersion} ${text}`, () => {
    const sizeBytes = Buffer.byteLength(text)
    const fitting = BYTES_AT_LEVEL_M.findIndex((most) => most >= sizeBytes) + 1
    if (fitting > 0) return quickQrOf(text, Math.max(fitting, leastVersion))
    return qrOf(text, 'eclevel=M') ?? qrOf(text, 'eclevel=L')
  })
}

/** What versions 1 to 40 hold. @source ISO/IEC 18004:2015, table 7, byte mode */
const BYTES_AT_LEVEL_M = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779, 857, 911,
  997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331,
]

/** The bars of a text in Code 128, as high as wide as one module; undefined for characters it has not. */
export function code128(text: string): Code | undefined {
  // The encoder would write others as bytes, which readers show as something else.
  if (!/^[ -~]+$/.test(text)) return undefined
  return kept(`128 ${text}`, () => {
    const [symbol] = tried(() => bwip.raw('code128', text, '')) ?? []
    if (!symbol || !('sbs' in symbol)) return undefined
    const modules: number[] = []
    let x = 0
    symbol.sbs.forEach((width, at) => {
      if (at % 2 === 0) modules.push(x, 0, width, 1)
      x += width
    })
    return { modules, across: x, along: 1 }
  })
}

function qrOf(text: string, options: string): Code | undefined {
  const matrix = matrixOf(text, options)
  return matrix && codeOf(matrix.modules, matrix.side)
}

/** Told its version and a mask, the encoder looks for neither: that is more than half of its work. */
function quickQrOf(text: string, version: number): Code | undefined {
  const matrix = matrixOf(text, `eclevel=M version=${version} mask=1`)
  return matrix && codeOf(bestMasked(matrix.modules, matrix.side, differencesOf(version)), matrix.side)
}

const differences = new Map<number, readonly Uint8Array[]>()
const MASKS = [1, 2, 3, 4, 5, 6, 7, 8]

function differencesOf(version: number): readonly Uint8Array[] {
  let known = differences.get(version)
  if (!known) {
    known = maskDifferences(
      MASKS.map((mask) => matrixOf('-', `eclevel=M version=${version} mask=${mask}`)?.modules ?? []),
    )
    differences.set(version, known)
  }
  return known
}

function matrixOf(text: string, options: string): { readonly modules: Matrix; readonly side: number } | undefined {
  const [symbol] = tried(() => bwip.raw('qrcode', text, options)) ?? []
  return symbol && 'pixs' in symbol ? { modules: symbol.pixs, side: symbol.pixx } : undefined
}

/** Neighbours in a row are one rectangle. */
function codeOf(matrix: ArrayLike<number>, side: number): Code {
  const modules: number[] = []
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side;) {
      const start = x
      while (x < side && matrix[y * side + x] === 1) x += 1
      if (x > start) modules.push(start, y, x - start, 1)
      else x += 1
    }
  }
  return { modules, across: side, along: side }
}

/** The encoder throws its own kinds of error when a text does not fit. */
function tried<Value>(encode: () => Value): Value | undefined {
  try {
    return encode()
  } catch {
    return undefined
  }
}

const codes = new Map<string, Code | undefined>()
const MOST_KEPT = 64

function kept(key: string, make: () => Code | undefined): Code | undefined {
  if (!codes.has(key)) {
    const [oldest] = codes.keys()
    if (codes.size >= MOST_KEPT && oldest !== undefined) codes.delete(oldest)
    codes.set(key, make())
  }
  return codes.get(key)
}
