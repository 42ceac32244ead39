import { readXml } from '../../xml/reader.ts'
import { elementsOf } from '../../xml/tree.ts'

/**
 * The signed comprobante in a file: the file itself, or what an `autorizacion` holds. SRI and its clients hand these out with the
 * comprobante in CDATA or escaped, with a prefix, inside a whole SOAP answer, and with a byte order mark; the signed bytes are
 * the text of `comprobante`, untouched.
 *
 * @throws UnreadableXml when the file is no XML
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), chapter 8; files seen in the field
 */
export function comprobanteOf(file: Uint8Array): Uint8Array {
  const root = readXml(file)
  for (const element of elementsOf(root)) {
    if (element.name !== 'comprobante' || element.children.length > 0) continue
    const text = element.text.trim()
    if (text.startsWith('<')) return Buffer.from(text, 'utf8')
  }
  return file
}
