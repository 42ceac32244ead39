import type { Fault } from '../../../domain/fault.ts'
import type { TreeValue } from '../../content/tree.ts'
import { sriCode } from './rule.ts'

/**
 * The most that SRI takes, signature and all.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 7
 */
const MOST_BYTES = 320 * 1024
/** About what a signature with its certificate comes to. */
const SIGNATURE_BYTES = 6 * 1024

/** A document that would be larger than SRI takes: told before it has a number, because SRI would return it (26). */
export function sizeFaults(content: TreeValue): readonly Fault[] {
  const bytes = bytesOf('', content) + SIGNATURE_BYTES
  if (bytes <= MOST_BYTES) return []
  const size = Math.ceil(bytes / 1024)
  return [
    {
      code: 'document-too-large',
      path: 'lines',
      severity: 'error',
      message: {
        es: `El XML firmado ocuparía ${size} KB y el SRI acepta hasta 320 KB: divida el documento.`,
        en: `The signed XML would take ${size} KB and SRI accepts up to 320 KB: split the document.`,
      },
      source: sriCode('26', 'ch. 7, size of a document'),
    },
  ]
}

/** What an element, an attribute (`@name`) or the text of one (`#text`) is written in, but for what escaping adds. */
function bytesOf(name: string, value: TreeValue | undefined): number {
  if (value === undefined) return 0
  if (Array.isArray(value)) return value.reduce((total, each) => total + bytesOf(name, each), 0)
  if (typeof value === 'string') return Buffer.byteLength(value) + markupOf(name)
  let total = markupOf(name)
  for (const [child, inside] of Object.entries(value)) total += bytesOf(child, inside)
  return total
}

/** `<name></name>`, or ` name=""` of an attribute. */
function markupOf(name: string): number {
  if (name === '' || name === '#text') return 0
  return name.startsWith('@') ? name.length + 3 : 2 * name.length + '<></>'.length
}
