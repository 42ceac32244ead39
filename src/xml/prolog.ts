import { isUtf8 } from 'node:buffer'
import { lineAt } from './extent.ts'
import { UnreadableXml } from './unreadable.ts'

/**
 * Looks at a file before the parser does, and refuses what the parser would spend time or memory on, or would take in good
 * faith: size, encodings other than UTF-8, and any document type, which is where entities and outside files come from.
 *
 * A byte-order mark is allowed: many partners send one.
 *
 * @throws UnreadableXml
 */
export function checkProlog(xml: Buffer, maxSizeBytes: number): void {
  if (xml.length === 0) throw new UnreadableXml('empty', 'the file is empty')
  if (xml.length > maxSizeBytes) {
    throw new UnreadableXml('too-large', `the file has ${xml.length} bytes; at most ${maxSizeBytes} are read`)
  }
  if (looksLikeUtf16(xml)) throw new UnreadableXml('not-utf8', 'the file is UTF-16; send it as UTF-8')

  const start = xml.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0
  checkDeclaration(xml.toString('latin1', start, start + DECLARATION_ROOM))
  if (!isUtf8(xml)) throw new UnreadableXml('not-utf8', 'the file is not valid UTF-8', lineOfFirstBadByte(xml))
  checkDocumentType(xml, start)
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** An XML declaration with everything in it is shorter than 80 bytes; a longer one is not worth reading. */
const DECLARATION_ROOM = 256

function looksLikeUtf16(xml: Buffer): boolean {
  const [first, second] = xml
  return (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe) || first === 0 || second === 0
}

function checkDeclaration(head: string): void {
  const declaration = /^<\?xml\s([^>]*)\?>/.exec(head)?.[1]
  if (declaration === undefined) return
  const version = /(?:^|\s)version\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1]
  if (version !== undefined && version !== '1.0') {
    throw new UnreadableXml('unsupported-version', 'the file declares a version other than XML 1.0', 1)
  }
  const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1]
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) {
    throw new UnreadableXml('not-utf8', `the file declares the encoding ${encoding.slice(0, 20)}; send it as UTF-8`, 1)
  }
}

/** Walks over declaration, comments, processing instructions and blanks to the first thing that is none of these. */
function checkDocumentType(bytes: Buffer, start: number): void {
  let at = start
  for (;;) {
    while (isBlank(bytes[at])) at++
    const end = startsWith(bytes, at, '<?') ? '?>' : startsWith(bytes, at, '<!--') ? '-->' : undefined
    if (end === undefined) break
    const found = bytes.indexOf(end, at + 2)
    if (found < 0) return // Not well-formed: the parser says where.
    at = found + end.length
  }
  if (startsWith(bytes, at, '<!')) {
    throw new UnreadableXml('doctype', 'the file has a document type (DOCTYPE); send it without', lineAt(bytes, at))
  }
}

function startsWith(bytes: Buffer, at: number, text: string): boolean {
  return bytes.toString('latin1', at, at + text.length) === text
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
}

function lineOfFirstBadByte(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split('\n')
  return lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1'))) + 1
}
