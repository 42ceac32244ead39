import { treeOf } from './canonical-tree.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import type { XmlLimits } from './limits.ts'
import { ParsedXml } from './parsed-xml.ts'
import type { XmlElement } from './tree.ts'
import { UnreadableXml } from './unreadable.ts'

/**
 * Reads XML from outside into plain data, text exact to the character.
 *
 * Strict: no document type, no entities but the five of XML, UTF-8 only, size and depth bounded, no Id twice. A byte-order
 * mark is allowed. Says nothing about any signature in it; `verifyEnveloped` does, and returns what it covers.
 *
 * @throws UnreadableXml
 */
export function readXml(xml: Uint8Array | string, limits: Partial<XmlLimits> = {}): XmlElement {
  using parsed = new ParsedXml(typeof xml === 'string' ? bytesOf(xml) : xml, { ...DEFAULT_LIMITS, ...limits })
  return treeOf(parsed.canonical().toString())
}

/** Half a surrogate pair would silently turn into U+FFFD on the way to bytes. */
function bytesOf(xml: string): Buffer {
  if (!xml.isWellFormed()) throw new UnreadableXml('not-utf8', 'the text holds half of a surrogate pair')
  return Buffer.from(xml)
}
