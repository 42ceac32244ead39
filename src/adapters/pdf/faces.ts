import type { Face } from './face.ts'
import { fileFace } from './file-face.ts'
import { optionalFaces } from './optional-faces.ts'
import { isStandard, StandardFace } from './standard-face.ts'

/** The fonts of a weight, in the order in which they are asked for a character. */
export interface Faces {
  readonly standard: Face
  /** Most scripts of Europe and the Near East, symbols. It has U+FFFD. */
  readonly wide: Face
  /** Of optional packages, for what is left. */
  readonly others: readonly Face[]
}

/** Fonts are opened when first needed, once a thread. */
export function facesOf(isBold: boolean): Faces {
  return (isBold ? BOLD : REGULAR)()
}

const REGULAR = once(() => ({
  standard: standardFace('Helvetica'),
  wide: fileFace('wide', 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf', 0.95),
  others: optionalFaces(false),
}))
const BOLD = once(() => ({
  standard: standardFace('Helvetica-Bold'),
  wide: fileFace('wide-bold', 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf', 0.95),
  others: optionalFaces(true),
}))

function standardFace(name: 'Helvetica' | 'Helvetica-Bold'): Face {
  const standard = new StandardFace(name)
  return { name, file: undefined, standard, scale: 1, has: isStandard, widthOf: (text) => standard.widthOf(text) }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
