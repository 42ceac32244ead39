import { createRequire } from 'node:module'
import type { Face } from './face.ts'
import { fileFace } from './file-face.ts'

/**
 * Packages with the letters of China, Japan and Korea, and with emoji. They are large. Those of China, which hold Japanese letters
 * too, and of emoji come with Emite unless optional packages are left out; whoever needs another installs it beside it. Each has
 * many small files, and a list of which characters are in which.
 */
const PACKAGES = ['noto-sans-sc', 'noto-sans-jp', 'noto-sans-kr', 'noto-sans-tc', 'noto-emoji']

const require = createRequire(import.meta.url)

export function optionalFaces(isBold: boolean): readonly Face[] {
  return PACKAGES.flatMap((name) => facesOfPackage(name, isBold ? 700 : 400))
}

function facesOfPackage(name: string, weight: number): Face[] {
  return Object.entries(rangesOf(name)).map(([subset, ranges]) => {
    const file = `${name}-${subset.replace(/[[\]]/g, '')}-${weight}-normal`
    return fileFace(file, `@fontsource/${name}/files/${file}.woff`, 1, within(ranges))
  })
}

/** Such as `"[4]": "U+1f1e9-1f1f5,U+1f21a"`; nothing when the package is not installed. */
function rangesOf(name: string): Readonly<Record<string, string>> {
  try {
    return require(`@fontsource/${name}/unicode.json`) as Readonly<Record<string, string>>
  } catch {
    return {}
  }
}

function within(ranges: string): (codePoint: number) => boolean {
  const limits = ranges.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-')
    return [parseInt(first, 16), parseInt(last, 16)] as const
  })
  return (codePoint) => limits.some(([first, last]) => first <= codePoint && codePoint <= last)
}
